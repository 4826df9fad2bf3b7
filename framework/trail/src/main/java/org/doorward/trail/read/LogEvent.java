package org.doorward.trail.read;

import java.util.Collections;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The records that share node, stamp and serial. */
final class LogEvent implements TrailEvent {
    private final String node;
    private final long stampMillis;
    private final long serial;
    private final List<LogRecord> records;

    /** @param records unmodifiable */
    LogEvent(String node, long stampMillis, long serial, List<LogRecord> records) {
        this.node = node;
        this.stampMillis = stampMillis;
        this.serial = serial;
        this.records = records;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public long stampMillis() {
        return stampMillis;
    }

    @Override
    public long serial() {
        return serial;
    }

    @Override
    public List<TrailRecord> records() {
        return Collections.unmodifiableList(records);
    }

    /** False if one of the conditions surely does not hold. */
    boolean mayMeet(List<BytesCondition> conditions) {
        for (BytesCondition condition : conditions) {
            if (records.stream().noneMatch(record -> record.mayMeet(condition))) {
                return false;
            }
        }
        return true;
    }
}
