package org.doorward.core.woven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.guard.OperationDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DenialTest {
    private static final OperationDeniedException DENIED =
            new OperationDeniedException("denied it; event audit(1.000:2)", "file.open", "m", "audit(1.000:2)");

    private static final OperationDeniedException STACKLESS =
            new OperationDeniedException("denied it; event audit(1.000:2)", "file.open", "m", "audit(1.000:2)", true);

    private static Exception thrown(String kind, Class<?>... declared) {
        return Denial.of(KindTable.contract().find(kind).exceptions(), declared).of(DENIED, "/a");
    }

    @Test
    void theFirstOfTheKindsExceptionsThatTheMethodDeclaresIsThrown() {
        assertThat(thrown("file.open", IOException.class))
                .isExactlyInstanceOf(AccessDeniedException.class)
                .hasMessage("/a: denied it; event audit(1.000:2)");
        assertThat(thrown("file.open", FileNotFoundException.class))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("/a (denied it; event audit(1.000:2))");
        assertThat(thrown("network.connect", IOException.class)).isExactlyInstanceOf(ConnectException.class);
        assertThat(thrown("network.accept", SocketException.class)).isExactlyInstanceOf(SocketException.class);
    }

    @Test
    void whatIsThrownHasTheDenialAsItsCause() {
        assertThat(thrown("file.open", IOException.class)).hasCause(DENIED);
    }

    @Test
    void aMethodThatDeclaresNothingFittingThrowsTheDenialItself() {
        assertThat(thrown("file.delete")).isSameAs(DENIED);
        assertThat(thrown("file.delete", InterruptedException.class)).isSameAs(DENIED);
        assertThat(thrown("runtime.exit")).isSameAs(DENIED);
    }

    static Stream<KindSpec> kinds() {
        return KindTable.contract().all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyExceptionOfEveryKindCanBeMade(KindSpec kind) throws ReflectiveOperationException {
        for (String name : kind.exceptions()) {
            Class<?> type = Class.forName(name);
            Exception made = Denial.of(List.of(name), new Class<?>[] {type}).of(DENIED, "/a");

            assertThat(made).isInstanceOf(type).hasMessageContaining("audit(1.000:2)");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyExceptionOfEveryKindCanBeMadeWithoutAStackAndIsElseTheSame(KindSpec kind)
            throws ReflectiveOperationException {
        for (String name : kind.exceptions()) {
            Denial denial = Denial.of(List.of(name), new Class<?>[] {Class.forName(name)});
            Exception usual = denial.of(DENIED, "/a");
            Exception made = denial.of(STACKLESS, "/a");

            assertThat(usual.getStackTrace()).isNotEmpty();
            assertThat(made).isInstanceOf(usual.getClass()).hasMessage(usual.getMessage());
            assertThat(made.getStackTrace()).isEmpty();
            assertThat(made.fillInStackTrace().getStackTrace()).isEmpty();
            if (made != STACKLESS) {
                assertThat(made).isInstanceOf(Stackless.class).hasCause(STACKLESS);
                assertThat(Stackless.nameOf(made)).isEqualTo(usual.getClass().getName());
            }
        }
    }
}
