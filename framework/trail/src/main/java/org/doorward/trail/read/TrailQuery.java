package org.doorward.trail.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.trail.index.BlockQuery;
import org.doorward.trail.index.Chunk;
import org.doorward.trail.index.UsualValue;

/**
 * What a search knows beforehand of the events that it wants, so that a reader need not make objects of the others. It rules out and finds
 * nothing: an event that it lets through must still be tested. Each method adds a condition; an event must meet all of them. Conditions
 * are compared with the bytes of the lines, wherever they stand; those that would not be exact that way are left out, and then rule out
 * nothing. Immutable, safe for all threads.
 */
public final class TrailQuery {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** All events. */
    public static final TrailQuery ALL = new TrailQuery(Long.MIN_VALUE, Long.MAX_VALUE, null, List.of());

    /** No event. */
    public static final TrailQuery NONE = ALL.between(Long.MAX_VALUE, Long.MIN_VALUE);

    private final long from;
    private final long to;
    private final Long serial;
    private final List<BytesCondition> conditions;

    private TrailQuery(long from, long to, Long serial, List<BytesCondition> conditions) {
        this.from = from;
        this.to = to;
        this.serial = serial;
        this.conditions = conditions;
    }

    /** Those whose stamps are within, both ends included, in milliseconds since 1970-01-01T00:00Z. */
    public TrailQuery between(long fromMillis, long toMillis) {
        return new TrailQuery(Math.max(from, fromMillis), Math.min(to, toMillis), serial, conditions);
    }

    /** Those of this serial. */
    public TrailQuery serial(long wanted) {
        return new TrailQuery(from, to, wanted, conditions);
    }

    /** Those in which one of these parts of a line stands as it is. */
    public TrailQuery containing(String... oneOf) {
        return Stream.of(oneOf).allMatch(TrailQuery::isExact) ? and(new BytesCondition(bytes(List.of(oneOf)))) : this;
    }

    /** Those in which this text stands, in a value that is plain or in hexadecimal digits, or one of these parts as it is. */
    public TrailQuery text(String text, String... orOneOf) {
        List<String> oneOf = new ArrayList<>(Arrays.asList(orOneOf));
        oneOf.add(text);
        oneOf.add(HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)));
        return containing(oneOf.toArray(String[]::new));
    }

    /** Those with one of these fields that is this number, in whatever way that is written. */
    public TrailQuery number(long number, String... fields) {
        // fields end in one another's names: what looks for uid= finds euid= and auid=, too
        List<String> names = Stream.of(fields)
                .filter(field -> Stream.of(fields).noneMatch(other -> !other.equals(field) && field.endsWith(other)))
                .map(field -> field + "=")
                .toList();
        return and(new BytesCondition(new byte[0][], bytes(names), UsualValue.NUMBER, bytes(Long.toString(number))));
    }

    /** Those with this field that is another word than yes, in whatever way that is written, or in which one of these parts stands. */
    public TrailQuery notYes(String field, String... orOneOf) {
        return and(new BytesCondition(
                bytes(List.of(orOneOf)), bytes(List.of(field + "=")), UsualValue.YES_OR_NO, bytes("no")));
    }

    private TrailQuery and(BytesCondition condition) {
        List<BytesCondition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new TrailQuery(from, to, serial, List.copyOf(all));
    }

    /* Beyond ASCII a text has more than one form in the trail, and an empty one is everywhere. */
    private static boolean isExact(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c < 0x80);
    }

    private static byte[][] bytes(List<String> parts) {
        return parts.stream().map(TrailQuery::bytes).toArray(byte[][]::new);
    }

    private static byte[] bytes(String part) {
        return part.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it rules out nothing. */
    public boolean isAll() {
        return from == Long.MIN_VALUE && to == Long.MAX_VALUE && serial == null && conditions.isEmpty();
    }

    /** The same, to ask an index. */
    BlockQuery ofBlocks() {
        return new BlockQuery() {
            @Override
            public boolean mayMatch(long fromMillis, long toMillis, long fromSerial, long toSerial) {
                return toMillis >= from
                        && fromMillis <= to
                        && (serial == null || serial >= fromSerial && serial <= toSerial);
            }

            @Override
            public void retain(BitSet blocks, Chunk chunk) throws IOException {
                for (BytesCondition condition : conditions) {
                    condition.retain(blocks, chunk);
                }
            }
        };
    }

    /** Whether an event of this time and serial may be wanted. */
    boolean mayMatch(long stampMillis, long serialOfEvent) {
        return stampMillis >= from && stampMillis <= to && (serial == null || serial == serialOfEvent);
    }

    /** Whether the event of the lines that are kept may be wanted. */
    boolean mayMatch(LineReader event) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).mayHold(event.bytes(), event.keptStart(0), event.keptEnd(event.kept() - 1))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an event may be wanted. */
    boolean mayMatch(LogEvent event) {
        return mayMatch(event.stampMillis(), event.serial()) && event.mayMeet(conditions);
    }
}
