package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.doorward.event.EventEncoder;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailLog;

/** Recovery and reader against what crashes, disks and people leave in a trail. */
class TrailPropertyTest {
    private static final long NEXT = 1_000_000;
    private static final String[] FIELDS = {"a", "a0", "key", "name", "msg", "type", "", "pid", "saddr", "proctitle"};

    private Path folder;
    private Path file;

    @BeforeTry
    void newFolder() throws IOException {
        folder = Files.createTempDirectory("doorward-trail");
        file = folder.resolve("audit.log");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    private TrailFile open() throws IOException {
        return new TrailFile(new TrailSettings(file, 0, 5), Events.text(), TrailListener.NONE);
    }

    /** Zero: a fact. Otherwise an operation with so many bytes of a note, which takes several lines. */
    private static EventEncoder event(int note, long serial) {
        if (note == 0) {
            return Events.fact(serial);
        }
        EventEncoder event = Events.rename(serial);
        event.section("secrets", "more");
        event.field("note", "n ".repeat(note / 2));
        event.field("other", "o".repeat(note));
        event.stamp(1750000000000L + serial, serial);
        return event;
    }

    /** Writes these; where each ends. */
    private List<Long> write(List<Integer> notes) throws IOException {
        List<Long> ends = new ArrayList<>(List.of(0L));
        try (TrailFile trail = open()) {
            for (int i = 0; i < notes.size(); i++) {
                Events.append(trail, event(notes.get(i), i + 1));
                trail.flush();
                ends.add(Files.size(file));
            }
        }
        return ends;
    }

    @Property(tries = 300)
    void aTrailCutAtAnyByteRecoversToAPrefixOfWholeEvents(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 9_000) Integer> notes,
            @ForAll @DoubleRange(max = 1) double where)
            throws IOException {
        List<Long> ends = write(notes);
        byte[] whole = Files.readAllBytes(file);
        int cut = (int) Math.round(where * whole.length);
        Files.write(file, Arrays.copyOf(whole, cut));
        int kept = (int) ends.stream().filter(end -> end <= cut).count() - 1;

        try (TrailFile trail = open()) {
            assertThat(trail.recovery())
                    .isEqualTo(
                            new Recovery(kept, kept == 0 ? 0 : 1750000000000L + kept, cut - ends.get(kept), List.of()));
            assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(whole, Math.toIntExact(ends.get(kept))));
            Events.append(trail, Events.rename(NEXT));
        }
        List<Long> serials =
                new ArrayList<>(LongStream.rangeClosed(1, kept).boxed().toList());
        serials.add(NEXT);
        assertThat(Events.serials(file)).isEqualTo(serials);
    }

    @Property(tries = 500)
    void whateverIsInTheFileTheReaderComesToItsEnd(@ForAll("garbage") byte[] garbage) throws IOException {
        Files.write(file, garbage);
        try (TrailLog log = new TrailLog(folder)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                assertThat(event.records()).isNotEmpty();
                for (TrailRecord record : event.records()) {
                    for (String field : FIELDS) {
                        record.text(field);
                    }
                }
            }
        }
    }

    @Property(tries = 300)
    void whateverIsInTheFileTheTrailIsOpenedAndSetAsideUnchangedOrKeptButForItsTail(@ForAll("garbage") byte[] garbage)
            throws IOException {
        Files.write(file, garbage);
        Recovery recovery;
        try (TrailFile trail = open()) {
            recovery = trail.recovery();
            Events.append(trail, Events.rename(NEXT));
        }
        byte[] now = Files.readAllBytes(file);
        if (!recovery.setAside().isEmpty() && recovery.cutBytes() == 0) {
            assertThat(Files.readAllBytes(recovery.setAside().get(0))).isEqualTo(garbage);
        } else {
            int kept = Math.toIntExact(garbage.length - recovery.cutBytes());
            assertThat(Arrays.copyOf(now, kept)).isEqualTo(Arrays.copyOf(garbage, kept));
            assertThat(kept == 0 || garbage[kept - 1] == '\n')
                    .as("ends with a line")
                    .isTrue();
            for (Path aside : recovery.setAside()) { // whole events behind zeros
                assertThat(Files.readAllBytes(aside)).isEqualTo(Arrays.copyOfRange(garbage, kept, garbage.length));
            }
        }
        List<Long> serials = Events.serials(file);
        assertThat(serials.get(serials.size() - 1)).isEqualTo(NEXT);
    }

    @Property(tries = 200)
    void linesThatAreNoRecordsHideNoEvent(@ForAll @Size(max = 20) List<@IntRange(max = 2) Integer> lines)
            throws IOException {
        StringBuilder text = new StringBuilder();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            switch (lines.get(i)) {
                case 0 -> text.append("\0\0no record ").append(i).append('\n');
                case 1 -> text.append("y".repeat(TrailLog.LONGEST_LINE + i)).append('\n');
                default -> {
                    text.append("type=USER msg=audit(1.001:")
                            .append(i)
                            .append("): a=")
                            .append(i)
                            .append('\n');
                    expected.add((long) i);
                }
            }
        }
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        assertThat(Events.serials(file)).isEqualTo(expected);
    }

    /** Bytes, torn and whole lines, heads that are nearly right, numbers that are too long, in any order. */
    @Provide
    Arbitrary<byte[]> garbage() {
        Arbitrary<String> words = Arbitraries.of(
                "type=",
                "node=",
                "node=x ",
                "type=SYSCALL msg=audit(1750000000.001:1): key=\"a",
                "type=SYSCALL msg=audit(1750000000.001:1): arch=c000003e key=(null)\n",
                "type=PROCTITLE msg=audit(1750000000.001:1): proctitle=6A617661\n",
                "type=USER msg=audit(1.001:7): a=20 msg='key=\"\n",
                "type=USER msg=audit(999999999999.999:999999999999999999): \n",
                "type=USER msg=audit(9999999999999.999:9999999999999999999): \n",
                "type=USER msg=audit(1.001:9999999999999999999): \n",
                "type=USER msg=audit(9999999999999999999.001:1): \n",
                "type=EXECVE msg=audit(1.001:8): argc=1 a0=\n",
                "\n",
                "\r\n",
                "\0",
                "=",
                "\"",
                "'",
                "0A",
                " ");
        Arbitrary<byte[]> pieces = Arbitraries.oneOf(
                words.map(word -> word.getBytes(StandardCharsets.ISO_8859_1)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.integers()
                        .between(8_960, 8_980)
                        .map(size -> "z".repeat(size).getBytes(StandardCharsets.US_ASCII)),
                Arbitraries.integers()
                        .between(TrailLog.LONGEST_LINE - 2, 2 * TrailLog.LONGEST_LINE + 2)
                        .map(size -> "type=X".repeat(size / 6).getBytes(StandardCharsets.US_ASCII)));
        return pieces.list().ofMaxSize(15).map(list -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            list.forEach(bytes::writeBytes);
            return bytes.toByteArray();
        });
    }
}
