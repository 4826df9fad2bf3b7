package org.doorward.samples.renameroles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.doorward.module.PathValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenameRolesModuleTest {
    private final RenameRolesModule module = new RenameRolesModule();
    private final AuditContext audit = mock(AuditContext.class);
    private final AuditBuffer buffer = mock(AuditBuffer.class);

    @BeforeEach
    void auditAnswers() {
        when(audit.flag(anyString())).thenReturn(buffer);
        when(audit.rule(any())).thenReturn(audit);
        when(audit.reason(any())).thenReturn(audit);
        when(buffer.field(anyString(), any(PathValue.class))).thenReturn(buffer);
    }

    @Test
    void aRenameIsFlaggedWithTheOldAndTheNewName() {
        module.configure(Map.of("folders", "/srv/published"));
        FileOperation rename = rename("/srv/drafts/a.txt", "/srv/published/a.txt");
        PathValue source = rename.source();
        PathValue target = rename.target();

        assertThat(module.decide(rename, audit)).isEqualTo(Decision.PASS);

        verify(audit).flag("renames");
        verify(buffer).field("old", source);
        verify(buffer).field("new", target);
    }

    @Test
    void aRenameOutOfTheFoldersIsFlaggedToo() {
        module.configure(Map.of("folders", "/srv/published"));

        module.decide(rename("/srv/published/a.txt", "/tmp/a.txt"), audit);

        verify(audit).flag("renames");
    }

    @Test
    void aLinkHasAKeyOfItsOwn() {
        module.configure(Map.of("folders", "/srv/published"));

        assertThat(module.decide(link("/srv/published/a.txt", "/tmp/b.txt"), audit))
                .isEqualTo(Decision.PASS);

        verify(audit).flag("links");
        verify(audit, never()).flag("renames");
    }

    @Test
    void whatLiesElsewhereIsNotFlagged() {
        module.configure(Map.of("folders", "/srv/published"));

        assertThat(module.decide(rename("/srv/publishedtoo/a", "/srv/drafts/a"), audit))
                .isEqualTo(Decision.PASS);

        verifyNoInteractions(audit);
    }

    @Test
    void withoutConfigurationEveryRenameIsFlaggedAndNoneDenied() {
        module.configure(Map.of());

        assertThat(module.decide(rename("/anywhere/a", "/elsewhere/a"), audit)).isEqualTo(Decision.PASS);

        verify(audit).flag("renames");
    }

    @Test
    void aMoveOutOfAKeptFolderIsDeniedWithARuleAndAReason() {
        module.configure(Map.of("folders", "", "keep", "/srv/published"));

        assertThat(module.decide(rename("/srv/published/a", "/tmp/a"), audit)).isEqualTo(Decision.DENY);

        verify(audit).rule("keep");
        verify(audit).reason("a move out of /srv/published");
        verify(audit, never()).flag(anyString());
    }

    @Test
    void aRenameWithinAKeptFolderAndAMoveIntoItPass() {
        module.configure(Map.of("keep", "/srv/published"));

        assertThat(module.decide(rename("/srv/published/a", "/srv/published/sub/b"), audit))
                .isEqualTo(Decision.PASS);
        assertThat(module.decide(rename("/tmp/a", "/srv/published/a"), audit)).isEqualTo(Decision.PASS);
    }

    @Test
    void aMoveFromOneKeptFolderToAnotherLeavesTheFirst() {
        module.configure(Map.of("keep", "/srv/published, /srv/archive"));

        assertThat(module.decide(rename("/srv/archive/a", "/srv/published/a"), audit))
                .isEqualTo(Decision.DENY);
    }

    @Test
    void aLinkOutOfAKeptFolderMovesNothing() {
        module.configure(Map.of("keep", "/srv/published"));

        assertThat(module.decide(link("/srv/published/a", "/tmp/a"), audit)).isEqualTo(Decision.PASS);
    }

    @Test
    void anotherConfigurationIsInForceAtOnce() {
        module.configure(Map.of("folders", "/srv/published"));
        module.configure(Map.of("folders", "/srv/archive"));

        module.decide(rename("/srv/published/a", "/srv/published/b"), audit);
        verifyNoInteractions(audit);

        module.decide(rename("/srv/archive/a", "/srv/archive/b"), audit);
        verify(audit).flag("renames");
    }

    @Test
    void aWrongValueIsRefusedAndTheConfigurationBeforeStaysInForce() {
        module.configure(Map.of("folders", "/srv/published"));

        assertThatThrownBy(() -> module.configure(Map.of("folders", "published")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "conf/rename.roles.cfg: folders=[published]: expected absolute folders, separated by commas, as"
                                + " in folders=/srv/published,/srv/archive (empty: none); correct the file: it is read again"
                                + " when it changes, and until then the configuration before stays in force");

        module.decide(rename("/srv/published/a", "/srv/published/b"), audit);
        verify(audit).flag("renames");
    }

    @Test
    void eachWrongValueIsNamedWithItsKey() {
        for (Object value : List.of("/srv,,/tmp", "/srv,", "srv/published", "/a\0b", 17, "~/drafts")) {
            assertThatThrownBy(() -> Settings.of(Map.of("keep", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("conf/rename.roles.cfg: keep=[" + value + "]");
        }
    }

    @Test
    void anEmptyValueMeansNoFolder() {
        assertThat(Settings.of(Map.of("folders", " ")).folders().names()).isEmpty();
        assertThat(Settings.of(Map.of("keep", "")).keep()).isEmpty();
    }

    private static FileOperation rename(String source, String target) {
        return operation(Kind.FILE_RENAME, source, target);
    }

    private static FileOperation link(String source, String target) {
        return operation(Kind.FILE_LINK, source, target);
    }

    private static FileOperation operation(Kind kind, String source, String target) {
        FileOperation file = mock(FileOperation.class);
        PathValue from = path(source);
        PathValue to = path(target);
        when(file.is(any())).thenAnswer(call -> kind == call.getArgument(0));
        when(file.source()).thenReturn(from);
        when(file.target()).thenReturn(to);
        when(file.touches(any()))
                .thenAnswer(call -> from.matches(call.getArgument(0)) || to.matches(call.getArgument(0)));
        return file;
    }

    private static PathValue path(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        PathValue path = mock(PathValue.class);
        when(path.matches(any())).thenAnswer(call -> ((PathMatch) call.getArgument(0)).matches(bytes, bytes.length));
        return path;
    }
}
