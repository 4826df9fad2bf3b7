package org.doorward.itest.benchmarks.calls;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What is measured: a call of the JDK as applications make it. Each has a loop of its own, so that the compiler sees one call in it and not a
 * choice of seven.
 */
public enum Call {
    /** Opens a file that exists, and closes it. */
    OPEN {
        @Override
        int burst(Target target, int calls) throws IOException {
            int done = 0;
            for (int i = 0; i < calls; i++) {
                try (FileInputStream in = new FileInputStream(target.file())) {
                    done += in.getFD().valid() ? 1 : 0;
                }
            }
            return done;
        }
    },
    /** The same by a channel. */
    CHANNEL {
        @Override
        int burst(Target target, int calls) throws IOException {
            int done = 0;
            for (int i = 0; i < calls; i++) {
                try (var channel = Files.newByteChannel(target.path())) {
                    done += channel.isOpen() ? 1 : 0;
                }
            }
            return done;
        }
    },
    /** Asks whether that file exists. */
    EXISTS {
        @Override
        int burst(Target target, int calls) {
            int done = 0;
            for (int i = 0; i < calls; i++) {
                done += target.file().exists() ? 1 : 0;
            }
            return done;
        }
    },
    /** Connects over the loopback, and resets the connection, so that no port stays behind in TIME_WAIT. */
    CONNECT {
        @Override
        int burst(Target target, int calls) throws IOException {
            int done = 0;
            for (int i = 0; i < calls; i++) {
                try (SocketChannel channel = SocketChannel.open()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    done += channel.connect(target.peer()) ? 1 : 0;
                }
            }
            return done;
        }
    },
    /** Sets a system property, to what it is already but for the first time. */
    PROPERTY {
        @Override
        int burst(Target target, int calls) {
            for (int i = 0; i < calls; i++) {
                System.setProperty("calls.measured", "yes");
            }
            return calls;
        }
    },
    /** Sets the handler of uncaught exceptions to what it is: the least that any woven method does, one write to a field. */
    HANDLER {
        @Override
        int burst(Target target, int calls) {
            for (int i = 0; i < calls; i++) {
                Thread.setDefaultUncaughtExceptionHandler(target.handler());
            }
            return calls;
        }
    },
    /** No call of anything woven: finds the first class of a bundle with a plain stack walker. */
    WALK {
        @Override
        int burst(Target target, int calls) {
            int done = 0;
            for (int i = 0; i < calls; i++) {
                Optional<Class<?>> first = target.walker()
                        .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                                .filter(Target::isOfBundle)
                                .findFirst());
                done += first.isPresent() ? 1 : 0;
            }
            return done;
        }
    };

    /** Makes so many calls in a row; returns how many did what they were called for. */
    abstract int burst(Target target, int calls) throws IOException;
}
