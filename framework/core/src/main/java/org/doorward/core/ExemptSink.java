package org.doorward.core;

import java.io.IOException;
import java.util.Objects;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;

/**
 * A sink whose own operations are not mediated: what the drain does with the files of the trail must not need a record, for which the
 * drain would wait for itself. The exemption covers the call and no thread that the sink starts. As safe for threads as the sink is.
 */
public final class ExemptSink implements EventSink {
    private final EventSink sink;

    /** Passes everything on to this sink. */
    public ExemptSink(EventSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    @Override
    public void append(byte[] event, int offset, int length) throws IOException {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            sink.append(event, offset, length);
        } finally {
            slot[0] = outer;
        }
    }

    @Override
    public void flush() throws IOException {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            sink.flush();
        } finally {
            slot[0] = outer;
        }
    }

    @Override
    public void sync() throws IOException {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            sink.sync();
        } finally {
            slot[0] = outer;
        }
    }

    @Override
    public boolean nextFact(EventEncoder into) {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            return sink.nextFact(into);
        } finally {
            slot[0] = outer;
        }
    }

    @Override
    public boolean suspended() {
        return sink.suspended();
    }

    @Override
    public void close() throws IOException {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            sink.close();
        } finally {
            slot[0] = outer;
        }
    }
}
