package org.doorward.tools.normalize;

import java.util.ArrayList;
import java.util.List;
import org.doorward.tools.interpret.Interpreter;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;

/** Says of events who did what to what, how, and with what result. Not safe for several threads. */
public final class Normalizer {
    private static final int SYSCALL = 1300;
    private static final int END_OF_EVENT = 1320;
    private static final int PROCTITLE = 1327;
    private static final int FIRST_OF_LABELED_NETWORK = 1406;
    private static final int LAST_OF_LABELED_NETWORK = 1419;
    private static final int FIRST_OF_KERNEL = 1300;
    private static final int FIRST_ANOMALY_OF_PROGRAMS = 2100;
    private static final int KERNEL = 2000;

    private final boolean labels;
    private final Interpreter interpreter = new Interpreter();

    /** @param labels whether labels of subjects and objects are wanted; AVC records alone have an object only then, as in the original */
    public Normalizer(boolean labels) {
        this.labels = labels;
    }

    /** Mostly one; more if records follow one that ends an event, as the original has it. */
    public List<NormalizedEvent> normalize(TrailEvent event) {
        List<NormalizedEvent> events = new ArrayList<>(1);
        List<TrailRecord> records = new ArrayList<>();
        for (TrailRecord record : event.records()) {
            int type = RecordTypes.number(record.type());
            if (type == END_OF_EVENT && records.isEmpty()) {
                continue; // of an event that was over before
            }
            records.add(record);
            if (endsEvent(type)) {
                events.add(normalize(records));
                records.clear();
            }
        }
        if (!records.isEmpty()) {
            events.add(normalize(records));
        }
        return events;
    }

    private static boolean endsEvent(int type) {
        return type == PROCTITLE
                || type == END_OF_EVENT
                || type == KERNEL
                || type < FIRST_OF_KERNEL
                || type >= FIRST_ANOMALY_OF_PROGRAMS
                || type >= FIRST_OF_LABELED_NETWORK && type <= LAST_OF_LABELED_NETWORK;
    }

    private NormalizedEvent normalize(List<TrailRecord> records) {
        FileName file = new FileName();
        EventFields fields = new EventFields(records.stream()
                .map(record -> FieldSplitter.split(record, interpreter.record(record), file))
                .toList());
        Draft draft = new Draft(fields, labels, interpreter);
        if (fields.size() > 1 || fields.type() == SYSCALL) {
            new CallNormalizer(draft).normalize();
        } else {
            new RecordNormalizer(draft).normalize();
        }
        return draft.event;
    }
}
