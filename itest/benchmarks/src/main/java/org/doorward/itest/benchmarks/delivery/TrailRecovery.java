package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventText;
import org.doorward.event.ProcessIdentity;
import org.doorward.itest.benchmarks.Names;
import org.doorward.trail.store.Recovery;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.TransportSettings;

/*
 * What recovery has to find stands at the end of the last segment. The floor reads that segment once, from its beginning to its end, with one
 * buffer: whoever looks at all of it cannot be quicker. Before each of both the kernel forgets what it has of the trail, as after a power cut
 * (GNU dd says POSIX_FADV_DONTNEED). After each round the trail is as it was.
 */
/** From the start of an instance until its trail of 1 GB is recovered and can be written, after an end in the middle of an event. */
final class TrailRecovery {
    private static final long GIGABYTE = 1L << 30;
    private static final int ROUNDS = 5;
    private static final int SAMPLE = 2000;
    private static final double MOST_MILLIS = 2000;

    private final WorkFolder work;
    private final Path trail;
    private final Path aside;
    private final String dd = Tool.find("dd", "coreutils", List.of());
    private final Figures figures = new Figures();
    private final byte[] events;
    private final byte[] torn;

    private TrailRecovery(WorkFolder work) throws IOException {
        this.work = work;
        trail = Files.createDirectory(work.resolve("recovered")).resolve("audit.log");
        aside = trail.resolveSibling("audit.log.corrupt-1");
        events = sample();
        torn = Arrays.copyOf(events, new String(events, StandardCharsets.ISO_8859_1).indexOf("type=PROCTITLE "));
    }

    static Figures run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.make()) {
            return new TrailRecovery(work).measure();
        }
    }

    /** Whole events of operations, as the trail has them. */
    private byte[] sample() throws IOException {
        try (RecordedEngine engine = new RecordedEngine(
                work.resolve("sample"), Lane.RELIABLE, TransportSettings.defaults(), Commit.NONE, false)) {
            Names names = new Names();
            for (int i = 0; i < SAMPLE; i++) {
                engine.operation(names.next());
            }
            engine.endWithoutLosses();
            String text = Files.readString(engine.file(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\n', text.lastIndexOf("type=PROCTITLE ")) + 1;
            return text.substring(text.indexOf("type=SYSCALL "), end).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private Figures measure() throws IOException, InterruptedException {
        write(trail, GIGABYTE, events);
        rounds("one segment", torn);
        write(trail, GIGABYTE / 16, events);
        for (int number = 1; number < 16; number++) {
            write(older(number), GIGABYTE / 16, events);
        }
        rounds("16 segments", torn);
        for (int number = 1; number < 16; number++) {
            Files.delete(older(number));
        }
        write(trail, GIGABYTE / 2, events);
        rounds("half of it zeros", new byte[(int) (GIGABYTE / 2)]);
        byte[] noRecord = "x".repeat(1023).concat("\n").getBytes(StandardCharsets.US_ASCII);
        write(trail, GIGABYTE / 256, events);
        write(trail, GIGABYTE, noRecord);
        rounds("mostly no trail", new byte[0]);
        figures.fact("disk [" + work.disk() + "], nothing in the kernel's memory");
        return figures;
    }

    private Path older(int number) {
        return trail.resolveSibling("audit.log." + number);
    }

    private void rounds(String what, byte[] tail) throws IOException, InterruptedException {
        String floor = "reading once: " + what;
        String figure = "recovery: " + what;
        long whole = Files.size(trail);
        for (int round = 0; round < ROUNDS; round++) {
            write(trail, whole + tail.length, tail);
            forget();
            figures.add(floor, "ms", readOnce());
            forget();
            figures.add(figure, "ms", recover(whole, tail.length));
        }
        figures.ratio(floor, figure, 0);
        figures.atMost(figure, MOST_MILLIS);
        Files.delete(trail);
    }

    /** Milliseconds. */
    private double readOnce() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        long start = System.nanoTime();
        try (FileChannel file = FileChannel.open(trail)) {
            while (file.read(buffer) >= 0) {
                buffer.clear();
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Milliseconds. What is no trail gets its name back. */
    private double recover(long whole, int cut) throws IOException {
        EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[32]);
        TrailSettings settings = new TrailSettings(trail, 0, 99);
        long start = System.nanoTime();
        try (TrailFile file = new TrailFile(settings, text, TrailListener.NONE)) {
            double millis = (System.nanoTime() - start) / 1e6;
            Recovery found = file.recovery();
            if (found.cutBytes() != cut
                    || found.lastSerial() == 0
                    || found.setAside().isEmpty() != (cut > 0)) {
                throw new IllegalStateException("recovery found " + found + ", expected [" + cut + "] bytes to be cut");
            }
            if (cut > 0 && Files.size(trail) != whole) {
                throw new IllegalStateException("[" + Files.size(trail) + "] bytes are left of [" + whole + "]");
            }
            return millis;
        } finally {
            if (Files.exists(aside)) {
                Files.move(aside, trail, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Adds it until the file has so many bytes, or more; on the disk then. */
    private static void write(Path file, long bytes, byte[] what) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long written = Files.size(file); what.length > 0 && written < bytes; written += what.length) {
                out.write(what);
            }
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    private void forget() throws IOException, InterruptedException {
        try (var files = Files.newDirectoryStream(trail.getParent())) {
            for (Path file : files) {
                Tool.run(List.of(dd, "if=" + file, "iflag=nocache", "count=0", "status=none"));
            }
        }
    }
}
