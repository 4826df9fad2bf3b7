package org.doorward.itest.faults.victim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorward.event.ErrorHandler;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.doorward.trail.store.UncutTrail;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.WallClockTransport;

/**
 * Who writes: transport and trail as they are, or with one thing broken on purpose. Each fault test has a control in which a broken twin must fail
 * it; without the control the test proves nothing.
 */
public enum Twin {
    /** All as it is. */
    REAL,
    /** Calls durable what it has handed to the operating system. */
    NEVER_SYNCS {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                @Override
                public void sync() throws IOException {
                    trail.flush();
                }
            };
        }
    },
    /** Calls durable what never leaves its memory. */
    WRITES_NOTHING {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                @Override
                public void append(byte[] event, int offset, int length) {
                    // That it does nothing is what is wrong with it.
                }
            };
        }
    },
    /** Syncs again after a failed sync, and believes the second answer. */
    RETRIES {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                @Override
                public void sync() throws IOException {
                    try {
                        trail.sync();
                    } catch (IOException e) {
                        trail.sync();
                    }
                }
            };
        }
    },
    /** Takes no notice of errors. */
    IGNORES_ERRORS {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                @Override
                public void append(byte[] event, int offset, int length) {
                    ignore(() -> trail.append(event, offset, length));
                }

                @Override
                public void flush() {
                    ignore(trail::flush);
                }

                @Override
                public void sync() {
                    ignore(trail::sync);
                }

                @Override
                public void close() {
                    ignore(trail::close);
                }
            };
        }
    },
    /** Takes nothing any more after an error, or after a sync that took half a second. */
    GIVES_UP {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                private final long slow = TimeUnit.MILLISECONDS.toNanos(500);
                private boolean given;

                @Override
                public void append(byte[] event, int offset, int length) throws IOException {
                    attempt(() -> trail.append(event, offset, length));
                }

                @Override
                public void flush() throws IOException {
                    attempt(trail::flush);
                }

                @Override
                public void sync() throws IOException {
                    attempt(trail::sync);
                }

                private void attempt(Step step) throws IOException {
                    if (given) {
                        throw new IOException("given up");
                    }
                    long since = System.nanoTime();
                    given = true;
                    step.run();
                    given = System.nanoTime() - since > slow;
                }
            };
        }
    },
    /** Leaves in the file what a failed write has left of an event. */
    NEVER_CUTS {
        @Override
        TrailFile open(TrailSettings settings, EventText text) throws IOException {
            return UncutTrail.open(settings, text);
        }
    },
    /** Stamps by the clock of the wall, wherever that is just now. */
    STAMPS_BY_THE_WALL {
        /** As EventLayout draws it. */
        private static final int STAMP = 8;

        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                @Override
                public void append(byte[] event, int offset, int length) throws IOException {
                    ByteBuffer.wrap(event).putLong(offset + STAMP, System.currentTimeMillis());
                    trail.append(event, offset, length);
                }
            };
        }
    },
    /** Limits the rate by the clock of the wall. */
    LIMITS_BY_THE_WALL {
        @Override
        Transport transport(TransportSettings settings, EventSink sink, ErrorHandler errors, long lastSerial) {
            return WallClockTransport.of(settings, sink, errors);
        }
    },
    /** Leaves out one event of a hundred. */
    DROPS {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                private int events;

                @Override
                public void append(byte[] event, int offset, int length) throws IOException {
                    if (++events % 100 != 0) {
                        trail.append(event, offset, length);
                    }
                }
            };
        }
    },
    /** Keeps in memory what it has written. */
    HOARDS {
        @Override
        EventSink over(EventSink trail) {
            return new Broken(trail) {
                private final List<byte[]> hoard = new ArrayList<>();

                @Override
                public void append(byte[] event, int offset, int length) throws IOException {
                    trail.append(event, offset, length);
                    hoard.add(event.clone());
                }
            };
        }
    };

    /** Opens the trail. */
    TrailFile open(TrailSettings settings, EventText text) throws IOException {
        return new TrailFile(settings, text, TrailListener.NONE);
    }

    /** What the transport takes for the trail. */
    EventSink over(EventSink trail) {
        return trail;
    }

    /** The transport into that, not started. */
    Transport transport(TransportSettings settings, EventSink sink, ErrorHandler errors, long lastSerial) {
        return new Transport(settings, sink, errors, lastSerial);
    }

    /** Something that fails. */
    private interface Step {
        void run() throws IOException;
    }

    private static void ignore(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            // That it is ignored is what is wrong with it.
        }
    }

    /** As the trail, but for what a twin overrides. */
    private abstract static class Broken implements EventSink {
        private final EventSink trail;

        Broken(EventSink trail) {
            this.trail = trail;
        }

        @Override
        public void append(byte[] event, int offset, int length) throws IOException {
            trail.append(event, offset, length);
        }

        @Override
        public void flush() throws IOException {
            trail.flush();
        }

        @Override
        public void sync() throws IOException {
            trail.sync();
        }

        @Override
        public boolean nextFact(EventEncoder into) {
            return trail.nextFact(into);
        }

        @Override
        public void close() throws IOException {
            trail.close();
        }
    }
}
