package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a thread holds of an open operation is not to be reached; and where the JDK itself lets it go, nothing is exempt or unrecorded for that. */
class FrameProtectionIT {
    @TempDir
    private static Path folder;

    private static Intrusion intrusion;

    @BeforeAll
    static void start() throws Exception {
        intrusion = intrusion("home");
    }

    private static Intrusion intrusion(String name) throws Exception {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), """
                -a always,exit -S file.delete -F bundle=intruder -k deletions
                """);
        // One worker, or others take what is meant for the one that is to be emptied.
        return new Intrusion(home, "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1");
    }

    @AfterAll
    static void stop() {
        intrusion.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN_THE_FIELD, runtime.setaccessible, threadLocals",
        "TRY_TO_OPEN_THE_FIELD, runtime.setaccessible, inheritableThreadLocals",
        "OPEN_ALL_FIELDS, runtime.setaccessible, ''",
        "OPEN_THE_END, runtime.setaccessible, exit",
        "OPEN_THE_MAP, runtime.setaccessible, remove",
        "OPEN_WHAT_ERASES, runtime.setaccessible, eraseThreadLocals",
        "OPEN_THE_JDKS_OWN_THREADS, runtime.setaccessible, eraseThreadLocals",
        "LOOK_INTO_THREADS, runtime.lookup, ''",
        "LOOK_INTO_THE_MAP, runtime.lookup, ''"
    })
    void whoOpensTheStateOfThreadsIsDenied(String attempt, String kind, String member) {
        List<String> event = intrusion.isDenied(attempt, kind);

        assertThat(event)
                .anyMatch(line -> line.startsWith("type=KERNEL_OTHER ")
                        && line.contains(" kind=" + kind + " ")
                        && (member.isEmpty() || line.contains(" member=\"" + member + "\"")));
    }

    @Test
    void whatIsPublicOfThreadsIsOpenedByAnybody() {
        assertThat(intrusion.tried("OPEN_WHAT_IS_PUBLIC").out()).contains("opened");
    }

    /* In an instance of its own, whose pool is damaged afterwards. That the end of the operation is not lost: BridgeTest. */
    @Test
    void whatIsDoneInAThreadThatWasEmptiedIsJudgedAndRecorded() throws Exception {
        try (Intrusion emptying = intrusion("judged")) {
            Path file = Files.createFile(folder.resolve("file"));
            Path trail = emptying.doorward().home().resolve("audit/audit.log");

            Ran ran = emptying.tried("EMPTY_THE_THREAD_IN_AN_OPERATION " + file + " " + trail);

            assertThat(ran.out())
                    .startsWith("emptied, deleted true, denied file.delete for intruder:1.0.0 by doorward: ");
            assertThat(trail).exists();
            Denials.event(emptying.doorward(), ran.out());
            assertThat(Event.of(emptying.doorward().trail()))
                    .filteredOn(event -> event.has("type=SYSCALL ", " key=\"deletions\""))
                    .extracting(
                            event -> event.record("SYSCALL").replaceAll(".*( success=\\S+) .*( subj=\\S+) .*", "$1$2"))
                    .containsExactly(" success=yes subj=intruder:1.0.0", " success=no subj=intruder:1.0.0");
        }
    }
}
