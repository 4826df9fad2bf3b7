package org.doorward.core;

import static org.doorward.core.Engine.module;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.Lane;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.transport.AccountStatus;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/** A JVM of its own for {@link SmallHeapTest}: producers that never rest, for so many seconds; -1: into a queue without a bound. */
final class SmallHeapProducers {
    private static final int PRODUCERS = 64;
    private static final String GIANT = "x".repeat(4 << 20);
    private static final String LARGE = "x".repeat(8 << 10);

    private SmallHeapProducers() {}

    public static void main(String[] arguments) throws InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        if (seconds < 0) {
            unbounded();
        } else {
            bounded(seconds);
        }
    }

    private static void unbounded() {
        Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
        while (true) {
            queue.add(new byte[4096]);
        }
    }

    private static void bounded(int seconds) throws InterruptedException {
        TransportSettings settings = TransportSettings.defaults()
                .withBacklogLimit(0)
                .withBacklogLimitBytes(4 << 20)
                .withBacklogWaitTimeMillis(600_000);
        Transport transport =
                new Transport(settings, new Formatting(), (message, cause) -> System.out.println(message));
        transport.start();
        Core core = new Core(CoreSettings.defaults(), KindTable.contract(), transport, owner -> owner);
        core.publish(List.of(
                module(
                        "reliable",
                        (operation, audit) -> {
                            fill(audit.flag("r"));
                            return Decision.PASS;
                        },
                        "file.open"),
                module(
                        "lossy",
                        (operation, audit) -> {
                            fill(audit.trace("l"));
                            return Decision.PASS;
                        },
                        "file.delete")));
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            Kind kind = i % 2 == 0 ? Kind.FILE_OPEN : Kind.FILE_DELETE;
            Engine.Identity bundle = new Engine.Identity("org.example.app" + i % 8, "1.0.0", "file:/srv/app.jar");
            Thread producer = new Thread(() -> {
                while (running.get()) {
                    core.guard(bundle).file(kind, "/srv/data", path -> null);
                }
            });
            producers.add(producer);
            producer.start();
        }
        Thread.sleep(seconds * 1000L);
        running.set(false);
        for (Thread producer : producers) {
            producer.join();
        }
        core.close();
        transport.close();
        say(transport.status());
    }

    private static void fill(AuditBuffer buffer) {
        buffer.field("giant", GIANT);
        for (int i = 0; i < 70; i++) { // more than an event holds
            buffer.field("f" + i, LARGE);
        }
    }

    private static void say(TransportStatus status) {
        boolean exact = true;
        for (AccountStatus account : status.accounts()) {
            for (Lane lane : Lane.values()) {
                exact &= account.emitted(lane) == account.written(lane) + account.lost(lane);
            }
        }
        System.out.println(exact && status.written(Lane.RELIABLE) > 0 ? "the ledger is exact" : "the ledger is wrong");
        System.out.println("reliable written " + status.written(Lane.RELIABLE));
        System.out.println("reliable lost " + status.lost(Lane.RELIABLE));
        System.out.println("lossy written " + status.written(Lane.LOSSY) + " lost " + status.lost(Lane.LOSSY));
    }

    /** Makes of each event the text that the trail would. */
    private static final class Formatting implements EventSink {
        private final EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
        private long bytes;

        @Override
        public void append(byte[] event, int offset, int length) {
            ByteBuffer lines = text.format(event, offset, length);
            bytes += lines.remaining();
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public void close() {
            System.out.println(bytes);
        }
    }
}
