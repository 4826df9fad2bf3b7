package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.doorward.event.EventText;
import org.doorward.event.ProcessIdentity;
import org.doorward.itest.faults.victim.Options;
import org.doorward.trail.store.Recovery;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start reads of a trail of 1 GB before it is ready, in bytes as the kernel counts them: its end, and not all of it. How long that takes
 * is the benchmarks' to say: {@code recovery}.
 */
@Tag("machine")
class RecoveryIT {
    private static final long GIGABYTE = 1L << 30;

    /** The last part in which an event is looked for, a part that is looked through for zeros, and something for the JVM itself. */
    private static final long END = (2 + 1 + 1) << 20;

    /** Of each older segment: whether it is a trail. */
    private static final long PROOF = 256 * 1024;

    @TempDir
    private Path folder;

    private Path trail;
    private byte[] events;
    private byte[] torn;

    /** Events as a victim writes them; the classes of recovery are loaded. */
    @BeforeEach
    void eventsOfAVictim() throws IOException {
        trail = Files.createDirectory(folder.resolve("audit")).resolve("audit.log");
        Options options = Options.into(folder.resolve("victim")).withEvents(200);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            victim.awaitLine("done");
            victim.stop();
        }
        Path written = options.trail();
        start(written);
        events = Files.readAllBytes(written);
        String text = new String(events, StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf("type=SYSCALL ");
        torn = Arrays.copyOfRange(events, last, text.indexOf("\ntype=PROCTITLE ", last) + 1);
    }

    @Test
    void ofASegmentOfAGigabyteOnlyTheEndIsReadAndTheTornTailIsCut() throws IOException {
        long whole = write(trail, GIGABYTE);
        append(trail, torn);

        Start start = start(trail);

        assertThat(start.recovery().cutBytes()).isEqualTo(torn.length);
        assertThat(Files.size(trail)).isEqualTo(whole);
        assertThat(start.bytesRead()).as("bytes read").isLessThan(END);
    }

    @Test
    void ofAGigabyteInManySegmentsTheEndOfTheLastIsReadAndALittleOfTheOthers() throws IOException {
        int older = 127;
        for (int number = 1; number <= older; number++) {
            write(trail.resolveSibling("audit.log." + number), GIGABYTE / (older + 1));
        }
        long whole = write(trail, GIGABYTE / (older + 1));
        append(trail, torn);

        Start start = start(trail);

        assertThat(start.recovery().cutBytes()).isEqualTo(torn.length);
        assertThat(start.recovery().setAside()).isEmpty();
        assertThat(Files.size(trail)).isEqualTo(whole);
        assertThat(start.bytesRead()).as("bytes read").isLessThan(END + older * PROOF);
    }

    @Test
    void zerosThatAPowerCutLeftAreReadOnceAndCut() throws IOException {
        long whole = write(trail, GIGABYTE / 2);
        try (FileChannel file = FileChannel.open(trail, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), GIGABYTE - 1);
        }

        Start start = start(trail);

        assertThat(start.recovery().cutBytes()).isEqualTo(GIGABYTE - whole);
        assertThat(Files.size(trail)).isEqualTo(whole);
        assertThat(start.bytesRead()).as("bytes read").isLessThan(GIGABYTE - whole + END);
    }

    @Test
    void controlWhoReadsTheSegmentToItsEndIsFoundOut() throws IOException {
        write(trail, GIGABYTE / 16);
        long before = bytesRead();
        try (InputStream file = Files.newInputStream(trail)) {
            file.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(bytesRead() - before).isGreaterThan(END);
    }

    private record Start(Recovery recovery, long bytesRead) {}

    /** As an instance starts and ends. */
    private static Start start(Path trail) throws IOException {
        EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
        long before = bytesRead();
        try (TrailFile file = new TrailFile(new TrailSettings(trail, 0, 999), text, TrailListener.NONE)) {
            return new Start(file.recovery(), bytesRead() - before);
        }
    }

    /** By this thread so far, whether from the disk or from the kernel's memory. */
    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/io")).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** At least so many bytes of whole events; how many. */
    private long write(Path segment, long bytes) throws IOException {
        try (OutputStream file = Files.newOutputStream(segment)) {
            for (long written = 0; written < bytes; written += events.length) {
                file.write(events);
            }
        }
        return Files.size(segment);
    }

    private static void append(Path segment, byte[] bytes) throws IOException {
        Files.write(segment, bytes, StandardOpenOption.APPEND);
    }
}
