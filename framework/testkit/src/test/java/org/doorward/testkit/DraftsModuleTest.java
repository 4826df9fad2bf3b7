package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DraftsModuleTest {
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension();

    private OperationGuard guard;

    @BeforeEach
    void registerTheModule() {
        doorward.module("drafts", new DraftsModule(), "file.open", "file.delete");
        guard = doorward.guard("org.example.editor");
    }

    @Test
    void aDraftCannotBeDeleted() {
        assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, "/srv/drafts/a", path -> null))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [drafts]: a draft is kept");

        assertThat(doorward.trail().operations(Kind.FILE_DELETE)).hasSize(1);
        assertThat(doorward.trail().operations(Kind.FILE_DELETE).get(0))
                .wasDeniedBy("drafts")
                .hasReason("drafts", "a draft is kept")
                .hasSubject("org.example.editor:1.0.0")
                .hasPath("DELETE", "/srv/drafts/a");
    }

    @Test
    void aDraftThatIsOpenedIsFlaggedWithItsOutcome() {
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/srv/drafts/b", path -> {
                    throw new NoSuchFileException(path);
                }))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(doorward.trail().operations().get(0))
                .hasKind(Kind.FILE_OPEN)
                .failed(-2)
                .threw(NoSuchFileException.class)
                .hasKeys("drafts")
                .hasFlag("drafts", "drafts", "draft", "/srv/drafts/b")
                .hasNoDenial();
    }

    @Test
    void whatIsNoDraftLeavesNoRecord() {
        guard.file(Kind.FILE_DELETE, "/srv/other", path -> null);

        assertThat(doorward.trail().operations()).isEmpty();
        assertThat(doorward.ledger()).hasLostNothing();
    }
}
