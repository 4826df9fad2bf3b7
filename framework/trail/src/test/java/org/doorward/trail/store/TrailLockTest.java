package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer for a trail. */
class TrailLockTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void newTrail() {
        file = folder.resolve("home/audit/audit.log");
    }

    private TrailFile open() throws IOException {
        return new TrailFile(new TrailSettings(file, 1, 5), Events.text(), TrailListener.NONE);
    }

    @Test
    void aSecondWriterIsRefused() throws IOException {
        try (TrailFile first = open()) {
            assertThat(first.recovery()).isEqualTo(Recovery.FRESH);
            assertThatThrownBy(this::open)
                    .isInstanceOf(TrailInUseException.class)
                    .hasMessageContaining(file.getParent().toString())
                    .hasMessageContaining("stop that instance");
        }
        open().close();
    }

    @Test
    void aLockEndsWithItsProcess() throws Exception {
        open().close();
        Process other = otherProcess("hold");
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(this::open).isInstanceOf(TrailInUseException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(file.resolveSibling("audit.log.lock")).exists();
        open().close(); // the file is there, but nobody holds it
    }

    private Process otherProcess(String task) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.resolveSibling("audit.log.lock").toString(),
                        task)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aRefusedWriterDoesNotFreeTheLockForOtherProcesses() throws Exception {
        try (TrailFile first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(TrailInUseException.class);
            assertThat(otherProcess("try").waitFor()).as("0: it got the lock").isEqualTo(3);
        }
    }

    /** Tries the lock as another process, or holds it until it is killed. */
    static final class OtherProcess {
        public static void main(String[] args) throws IOException {
            try (var channel =
                    java.nio.channels.FileChannel.open(Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    System.exit(3);
                }
                if (args[1].equals("hold")) {
                    System.out.println("held");
                    System.in.read(); // nobody writes: until it is killed
                }
                System.exit(0);
            }
        }
    }
}
