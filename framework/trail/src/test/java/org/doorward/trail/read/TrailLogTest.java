package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailLogTest {
    private static List<TrailEvent> golden() throws IOException {
        Path file = Path.of(
                URI.create(TrailLogTest.class.getResource("/trail-contract.log").toString()));
        List<TrailEvent> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(file)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(event);
            }
            assertThat(log.skipped()).isZero();
        }
        return events;
    }

    private static TrailEvent event(long serial) throws IOException {
        return golden().stream()
                .filter(event -> event.serial() == serial)
                .findFirst()
                .orElseThrow();
    }

    private static TrailRecord record(long serial, String type) throws IOException {
        return event(serial).records().stream()
                .filter(record -> record.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theGoldenTrailHas82Events() throws IOException {
        assertThat(golden()).hasSize(82);
    }

    @Test
    void recordsThatShareStampAndSerialAreOneEvent() throws IOException {
        assertThat(event(1022).records())
                .extracting(TrailRecord::type)
                .containsExactly("SYSCALL", "CWD", "PATH", "PATH", "PATH", "PATH", "PROCTITLE");
        assertThat(event(1022).stampMillis()).isEqualTo(1750000000154L);
    }

    @Test
    void textIsDecodedAndRawIsNot() throws IOException {
        assertThat(record(1015, "AVC").raw("info")).isEqualTo("6E6F7420746865207661756C74");
        assertThat(record(1015, "AVC").text("info")).isEqualTo("not the vault");
        assertThat(record(1015, "SYSCALL").raw("key")).isEqualTo("\"secrets\"");
        assertThat(record(1015, "SYSCALL").text("key")).isEqualTo("secrets");
        assertThat(record(1018, "SYSCALL").text("key")).isNull();
        assertThat(record(1015, "SYSCALL").text("pid")).isEqualTo("4242");
        assertThat(record(1015, "SYSCALL").raw("none")).isNull();
    }

    @Test
    void aNumberIsNotTakenForEncodedText() throws IOException {
        assertThat(record(1006, "CONFIG_CHANGE").text("audit_backlog_limit")).isEqualTo("8192");
        assertThat(record(1006, "CONFIG_CHANGE").text("old")).isEqualTo("64");
        assertThat(text("KERNEL_OTHER", "amount=1200 key=20", "amount")).isEqualTo("1200");
        assertThat(text("KERNEL_OTHER", "amount=1200 key=20", "key")).isEqualTo(" ");
    }

    @Test
    void argumentsOfACommandAreTextAndThoseOfACallAreNot() throws IOException {
        assertThat(text("EXECVE", "argc=10 a0=2031 a1=\"x\"", "a0")).isEqualTo(" 1");
        assertThat(text("EXECVE", "argc=10 a0=2031 a1=\"x\"", "argc")).isEqualTo("10");
        assertThat(text("SYSCALL", "a0=20 a1=0", "a0")).isEqualTo("20");
        assertThat(text("SOCKADDR", "saddr=0A0001BB", "saddr")).isEqualTo("0A0001BB");
    }

    @Test
    void aQuoteThatIsNotClosedTakesNothingAway() {
        assertThat(text("PATH", "name=\"/srv/a", "name")).isEqualTo("/srv/a");
        assertThat(text("PATH", "name=\"", "name")).isEmpty();
    }

    private static String text(String type, String fields, String field) {
        return LogRecord.of("type=" + type + " msg=audit(1.001:7): " + fields).text(field);
    }

    @Test
    void theLastFieldOfAUserTypeRecordHasNoQuote() throws IOException {
        assertThat(record(1003, "SERVICE_START").text("res")).isEqualTo("success");
        assertThat(record(1003, "SERVICE_START").text("unit")).isEqualTo("secrets");
    }

    @Test
    void linesThatAreNoRecordsArePassedOverAndCounted(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.log");
        Files.writeString(
                file, "garbage\n\ntype=USER msg=audit(1.001:7): a=1\n\0\0\0\ntype=USER msg=audit(1.001:8): a=2");
        try (TrailLog log = new TrailLog(file)) {
            assertThat(log.next().serial()).isEqualTo(7);
            assertThat(log.next().serial()).isEqualTo(8);
            assertThat(log.next()).isNull();
            assertThat(log.skipped()).isEqualTo(3);
        }
    }

    private static void pack(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void segmentsThatWerePackedAreReadInTheirPlaces(@TempDir Path folder) throws IOException {
        pack(folder.resolve("audit.log.3.gz"), "type=USER msg=audit(1.001:1): a=1\n");
        pack(folder.resolve("audit.log.2"), "type=USER msg=audit(1.001:2): a=1\n");
        Files.writeString(folder.resolve("audit.log.1"), "type=USER msg=audit(1.001:3): a=1\n");
        Files.writeString(folder.resolve("audit.log"), "type=USER msg=audit(1.001:4): a=1\n");

        try (TrailLog log = new TrailLog(folder)) {
            for (long serial = 1; serial <= 4; serial++) {
                assertThat(log.next().serial()).isEqualTo(serial);
            }
            assertThat(log.next()).isNull();
        }
    }

    @Test
    void aPackedFileThatEndsEarlyIsReadToWhereItEndsAndSaid(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("old.gz");
        Random random = new Random(1);
        pack(
                file,
                IntStream.rangeClosed(1, 20_000)
                        .mapToObj(serial -> "type=USER msg=audit(1.001:" + serial + "): a=" + random.nextLong() + "\n")
                        .collect(Collectors.joining()));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        try (TrailLog log = new TrailLog(file)) {
            assertThat(log.next().serial()).isEqualTo(1);
            assertThatThrownBy(() -> {
                        while (log.next() != null) {}
                    })
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aTrailThatIsNotThereIsSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> new TrailLog(folder.resolve("audit.log"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aCarriageReturnInALineBeginsNoRecord(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.log");
        Files.writeString(file, "type=USER msg=audit(1.001:7): a=\rtype=USER msg=audit(1.001:8): a=2\r\n");
        try (TrailLog log = new TrailLog(file)) {
            assertThat(log.next().records()).hasSize(1);
            assertThat(log.next()).isNull();
        }
    }

    /** audit.h's MAX_AUDIT_MESSAGE_LENGTH is 8,970: other writers may pass it, and the real tools read it. */
    @Test
    void aLineLongerThanTheKernelsLongestMessageIsReadWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.log");
        for (int length : new int[] {8969, 8970, 8971, LineReader.LONGEST - 1, LineReader.LONGEST}) {
            String head = "type=USER msg=audit(1.001:7): a=";
            String line = head + "x".repeat(length - head.length());
            Files.writeString(file, line + "\ntype=USER msg=audit(1.001:8): a=2\n");
            try (TrailLog log = new TrailLog(file)) {
                TrailEvent event = log.next();
                assertThat(event.records().get(0).line()).hasSize(length).isEqualTo(line);
                assertThat(log.next().serial()).isEqualTo(8);
                assertThat(log.skipped()).isZero();
            }
        }
    }

    @Test
    void aLineTooLongToBeARecordIsPassedOver(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.log");
        String record = "type=USER msg=audit(1.001:8): a=2\n";
        Files.writeString(
                file, "type=USER msg=audit(1.001:7): a=" + "x".repeat(5 * LineReader.LONGEST) + "\n" + record);
        try (TrailLog log = new TrailLog(file)) {
            assertThat(log.next().serial()).isEqualTo(8);
            assertThat(log.next()).isNull();
            assertThat(log.skipped()).isEqualTo(1);
        }
    }
}
