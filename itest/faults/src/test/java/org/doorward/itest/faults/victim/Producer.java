package org.doorward.itest.faults.victim;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.event.EventEncoder;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.module.PathArgument.Role;

/** One thread that does operations, one after the other: each is a rename of {@code /victim/RUN-PRODUCER/NUMBER}, in nine records or so. */
final class Producer extends Thread {
    private static final KindSpec RENAME = KindTable.contract().find("file.rename");

    private final Options options;
    private final Engine engine;
    private final Lane lane;
    private final String name;
    private final Said said;
    private final AtomicLong operations;
    private final EventEncoder event = new EventEncoder();
    private final String payload;
    private volatile boolean stopping;

    Producer(Options options, Engine engine, Lane lane, int number, Said said, AtomicLong operations) {
        this.options = options;
        this.engine = engine;
        this.lane = lane;
        this.name = options.run() + "-" + lane.token() + number;
        this.said = said;
        this.operations = operations;
        this.payload = "x".repeat(options.payload());
    }

    void end() {
        stopping = true;
    }

    @Override
    public void run() {
        int most = lane == Lane.RELIABLE && options.events() > 0 ? options.events() : Integer.MAX_VALUE;
        for (int number = 1; number <= most && !stopping; number++) {
            operation("/victim/" + name + "/" + number);
            operations.incrementAndGet();
            if (options.paceMicros() > 0) {
                LockSupport.parkNanos(options.paceMicros() * 1000L);
            }
        }
    }

    private void operation(String path) {
        boolean reliable = lane == Lane.RELIABLE;
        int reserved = reliable ? engine.reserve(4096 + options.payload()) : 0;
        if (reliable && reserved == 0 && options.failureMode() == FailureMode.DENY) {
            LockSupport.parkNanos(1_000_000); // refused: it does not run, and leaves no record
            return;
        }
        event.begin(RENAME);
        event.lane(lane);
        event.subject("org.example.victim", "1.0.0", "", "org.example.victim:1.0.0");
        event.path(Role.SOURCE, path);
        event.path(Role.TARGET, "/srv/out");
        event.section("secrets", "vault");
        event.field("note", payload);
        event.outcome(true, 0, null);
        if (engine.emit(event, reserved, reliable) && reliable) {
            said.acknowledged(path, event.serial());
        }
    }
}
