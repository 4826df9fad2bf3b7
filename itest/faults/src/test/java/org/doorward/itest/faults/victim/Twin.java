package org.doorward.itest.faults.victim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;

/**
 * Who writes: the trail as it is, or one that is broken on purpose. Each fault test has a control in which a broken twin must fail it; without the
 * control the test proves nothing.
 */
public enum Twin {
    /** The trail as it is. */
    REAL {
        @Override
        EventSink over(EventSink trail) {
            return trail;
        }
    },
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

    abstract EventSink over(EventSink trail);

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
