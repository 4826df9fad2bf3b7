package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds with and without the real ausearch on the machine; where it is installed it has its say, too. */
class AgreementTest {
    private static final long LAST_OF_FIRST_RUN = 1;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private Path expectations;

    @BeforeEach
    void aTrailOfTwoRuns() throws IOException {
        expectations = folder.resolve("trail.expect");
        Path trail = Files.createDirectory(folder.resolve("audit"));
        Files.writeString(
                trail.resolve("audit.log"),
                call("1750000000.100:1", "moves")
                        + call("1750000001.100:2", "moves")
                        + call("1750000001.200:3", "other"));
    }

    private static String call(String id, String key) {
        return "type=SYSCALL msg=audit(" + id
                + "): arch=c000003e syscall=82 success=yes exit=0 a0=0 a1=0 a2=0 a3=0 items=0"
                + " ppid=1 pid=2 auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none)"
                + " ses=4294967295 comm=\"a\" exe=\"/a.jar\" subj=a:1.0.0 kind=file.rename bundle=\"a\" lane=reliable key=\""
                + key
                + "\"\n";
    }

    private void check(Agreement agreement) throws Exception {
        agreement.check(new Narrator(new PrintWriter(out), 1), expectations);
    }

    @Test
    void theApplicationIsComparedWithThisRunAndTheReadersCountAll() throws Exception {
        Agreement agreement = new Agreement(folder.resolve("audit"), LAST_OF_FIRST_RUN);
        agreement.expect(1, "-k", "moves");

        check(agreement);

        assertThat(out.toString()).containsPattern("1 +2 +[2-] +-k moves");
        assertThat(expectations).hasContent("2\t-k moves");
    }

    @Test
    void anApplicationThatCountsOtherwiseFailsTheStep() {
        Agreement agreement = new Agreement(folder.resolve("audit"), LAST_OF_FIRST_RUN);
        agreement.expect(2, "-k", "moves");
        agreement.expect(1, "-k", "other");

        assertThatThrownBy(() -> check(agreement))
                .isInstanceOf(StepFailedException.class)
                .hasMessage("the counts do not agree for [-k moves]: application 2, doorward 1 of this run");
    }

    @Test
    void whatTheApplicationDoesNotCountFailsNothing() throws Exception {
        Agreement agreement = new Agreement(folder.resolve("audit"), LAST_OF_FIRST_RUN);
        agreement.expect(Agreement.UNKNOWN, "-k", "none");

        check(agreement);

        assertThat(expectations).hasContent("0\t-k none");
    }
}
