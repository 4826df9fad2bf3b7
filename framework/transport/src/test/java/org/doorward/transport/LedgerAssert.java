package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;

/** What must hold after every test: the ledger is exact, and the trail agrees with it. */
final class LedgerAssert {
    private LedgerAssert() {}

    /** After close: emitted == written + lost; the trail has what is written; the gaps are what is lost; nothing is reserved any more. */
    static void exact(TransportStatus status, MemorySink sink) {
        List<MemorySink.Kept> kept = sink.kept();
        long emitted = 0;
        long lost = 0;
        for (Lane lane : Lane.values()) {
            assertThat(status.emitted(lane))
                    .as("emitted %s = written + lost", lane)
                    .isEqualTo(status.written(lane) + status.lost(lane));
            assertThat(kept.stream()
                            .filter(e -> e.lossy == (lane == Lane.LOSSY))
                            .count())
                    .as("in the trail, %s", lane)
                    .isEqualTo(status.written(lane));
            emitted += status.emitted(lane);
            lost += status.lost(lane);
        }
        for (AccountStatus account : status.accounts()) {
            for (Lane lane : Lane.values()) {
                assertThat(account.emitted(lane))
                        .as("emitted %s by %s = written + lost", lane, account.label())
                        .isEqualTo(account.written(lane) + account.lost(lane));
                if (!account.label().equals("(many)")) {
                    assertThat(kept.stream()
                                    .filter(e -> e.lossy == (lane == Lane.LOSSY))
                                    .filter(e -> e.bundle.equals(account.label().replaceAll(":.*", "")))
                                    .count())
                            .as("in the trail, %s of %s", lane, account.label())
                            .isEqualTo(account.written(lane));
                }
            }
            assertThat(account.reservedEvents())
                    .as("events of %s", account.label())
                    .isZero();
            assertThat(account.reservedBytes())
                    .as("bytes of %s", account.label())
                    .isZero();
        }
        assertThat(status.lastSerial()).as("serials").isEqualTo(emitted);
        TreeSet<Long> serials = new TreeSet<>();
        kept.forEach(event -> serials.add(event.serial));
        assertThat(serials).as("no serial twice").hasSameSizeAs(kept);
        assertThat(emitted - serials.size()).as("gaps").isEqualTo(lost);
        kept.stream().sorted((a, b) -> Long.compare(a.serial, b.serial)).reduce((a, b) -> {
            assertThat(b.stampMillis).as("stamp of %d", b.serial).isGreaterThanOrEqualTo(a.stampMillis);
            return b;
        });
        assertThat(status.backlog()).as("backlog").isZero();
        assertThat(status.reservedEvents()).as("reserved events").isZero();
        assertThat(status.reservedBytes()).as("reserved bytes").isZero();
    }

    /** The facts in the trail tell every loss, once. */
    static void told(TransportStatus status, MemorySink sink) {
        for (Lane lane : Lane.values()) {
            for (LossReason reason : LossReason.values()) {
                assertThat(losses(sink).stream()
                                .filter(l -> l.lane.equals(lane.token()) && l.reason.equals(reason.token()))
                                .mapToLong(l -> l.count)
                                .sum())
                        .as("told: %s %s", lane, reason)
                        .isEqualTo(status.lost(lane, reason));
            }
        }
    }

    /** The facts on losses in the trail. */
    static List<Loss> losses(MemorySink sink) {
        return sink.kept().stream()
                .filter(e -> e.fact)
                .map(Loss::of)
                .filter(l -> l != null)
                .toList();
    }

    /** One DAEMON_ERR op=lost, read from its bytes: entries of names and values in the order written. */
    record Loss(long serial, String reason, String lane, long count, long first, long last, String bundle) {
        private static final Pattern TEXT = Pattern.compile(
                "reason(?:[^a-z]+)([a-z]+).*?lane[^a-z]+([a-z]+).*bundle[^a-z(]+([a-z.(]+[a-z)])", Pattern.DOTALL);

        static Loss of(MemorySink.Kept event) {
            String text = new String(event.bytes, StandardCharsets.ISO_8859_1);
            Matcher matcher = TEXT.matcher(text);
            if (!text.contains("lost") || !matcher.find()) {
                return null;
            }
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(event.bytes);
            return new Loss(
                    event.serial,
                    matcher.group(1),
                    matcher.group(2),
                    bytes.getLong(text.indexOf("count") + 5),
                    bytes.getLong(text.indexOf("first") + 5),
                    bytes.getLong(text.indexOf("last", text.indexOf("first")) + 4),
                    matcher.group(3));
        }
    }
}
