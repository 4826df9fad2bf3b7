package org.doorward.core;

import static org.doorward.core.Engine.module;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.audit.Lane;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.transport.AccountStatus;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/**
 * A JVM of its own for {@link SmallHeapTest}: threads that are denied again and again, deep in their stacks, and keep the last exceptions,
 * as queues for another try do. Arguments: denials of each thread, {@code backlog_wait_time} in ms, {@code denial_storm}.
 */
final class DenialStormProducers {
    private static final int THREADS = 16;
    private static final int KEPT = 2000;
    private static final int DEPTH = 200;
    private static final Pattern STORM = Pattern.compile("op=denial-storm .* count=(\\d+) ");

    private DenialStormProducers() {}

    public static void main(String[] arguments) throws InterruptedException {
        int each = Integer.parseInt(arguments[0]);
        TransportSettings settings = TransportSettings.defaults()
                .withBacklogLimit(0)
                .withBacklogLimitBytes(4 << 20)
                .withBacklogWaitTimeMillis(Long.parseLong(arguments[1]));
        Counting sink = new Counting();
        Transport transport = new Transport(settings, sink, (message, cause) -> System.out.println(message));
        transport.start();
        Core core = new Core(CoreSettings.defaults(), KindTable.contract(), transport, owner -> owner);
        core.setDenialStorm(Integer.parseInt(arguments[2]));
        core.publish(List.of(module("denier", (operation, audit) -> Decision.DENY, "file.open")));
        List<BundleIdentity> bundles = List.of(bundle(0), bundle(1));
        AtomicLong thrown = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            OperationGuard guard = core.guard(bundles.get(i % 2));
            Thread thread = new Thread(() -> thrown.addAndGet(deep(DEPTH, guard, each)));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long denied = core.control().modules().get(0).denied();
        core.close();
        transport.close();
        say(transport.status(), sink, (long) THREADS * each, thrown.get(), denied);
    }

    private static BundleIdentity bundle(int number) {
        return new Engine.Identity("org.example.app" + number, "1.0.0", "file:/srv/app.jar");
    }

    private static long deep(int frames, OperationGuard guard, int times) {
        return frames > 0 ? deep(frames - 1, guard, times) : beDenied(guard, times);
    }

    private static long beDenied(OperationGuard guard, int times) {
        OperationDeniedException[] kept = new OperationDeniedException[KEPT];
        long thrown = 0;
        for (int i = 0; i < times; i++) {
            try {
                guard.file(Kind.FILE_OPEN, "/srv/data", path -> null);
            } catch (OperationDeniedException e) {
                kept[i % KEPT] = e;
                thrown++;
            }
        }
        return thrown;
    }

    private static void say(TransportStatus status, Counting sink, long asked, long thrown, long denied) {
        boolean exact = true;
        long emitted = 0;
        long lost = 0;
        for (AccountStatus account : status.accounts()) {
            exact &= account.emitted(Lane.RELIABLE) == account.written(Lane.RELIABLE) + account.lost(Lane.RELIABLE);
            if (account.label().startsWith("org.example.app")) {
                exact &= account.emitted(Lane.RELIABLE) == asked / 2;
                emitted += account.emitted(Lane.RELIABLE);
                lost += account.lost(Lane.RELIABLE);
            }
        }
        System.out.println(exact ? "the ledger is exact" : "the ledger is wrong");
        System.out.println("thrown " + thrown + ", counted " + denied + ", emitted " + emitted);
        System.out.println("written or lost " + (sink.denials + lost) + ", lost " + lost);
        System.out.println("told of storms " + sink.told);
    }

    /** Counts what the trail would have. */
    private static final class Counting implements EventSink {
        private final EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
        private long denials;
        private long told;

        @Override
        public void append(byte[] event, int offset, int length) {
            ByteBuffer lines = text.format(event, offset, length);
            String records = StandardCharsets.US_ASCII.decode(lines).toString();
            if (records.startsWith("type=AVC ") && records.contains(" success=no exit=-13 ")) {
                denials++;
            }
            Matcher storm = STORM.matcher(records);
            if (storm.find()) {
                told += Long.parseLong(storm.group(1));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }
}
