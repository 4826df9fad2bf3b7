package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.AuditUnavailableException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.transport.AccountStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credits of operations that may need no record: in nobody's name while there is room, in that of their subject when it gets scarce. */
class ProvisionalCreditTest {
    private static final Kind KIND = Kind.of("note.write");
    private final AtomicInteger lookUps = new AtomicInteger();
    private final Engine engine = new Engine(options -> {
        options.transport = options.transport
                .withBacklogLimit(1000)
                .withBacklogWaitTimeMillis(0)
                .withFailureMode(FailureMode.DENY);
        options.resolver = owner -> {
            lookUps.incrementAndGet();
            return owner;
        };
    });
    private final List<ActiveOperation> open = new ArrayList<>();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private static Engine.Identity bundle(String name) {
        return new Engine.Identity(name, "1.0.0", "file:/srv/" + name + ".jar");
    }

    /** Begins operations that end much later, until one is refused. */
    private int flood(String name) {
        OperationGuard guard = engine.core().guard(bundle(name));
        int count = 0;
        try {
            while (true) {
                open.add(guard.operation(KIND).enter());
                count++;
            }
        } catch (AuditUnavailableException e) {
            return count;
        }
    }

    private static void end(ActiveOperation operation, boolean success) {
        if (success) {
            operation.succeeded();
        } else {
            operation.failed(new IllegalStateException());
        }
        operation.close();
    }

    private long held(String name) {
        return engine.transport().status().accounts().stream()
                .filter(account -> account.label().equals(name + ":1.0.0"))
                .mapToLong(AccountStatus::reservedEvents)
                .sum();
    }

    @Test
    void nobodyIsLookedUpWhileThereIsRoomAndAFloodLeavesRoomForOthers() {
        engine.rules("-a always,exit -S note.write -F success=0");
        OperationGuard guard = engine.core().guard(bundle("org.example.calm"));
        end(guard.operation(KIND).enter(), true);
        assertThat(lookUps).hasValue(0);

        int flood = flood("org.example.noisy");

        assertThat(flood).isBetween(345, 603); // of 690 that operations may have
        assertThat(held("org.example.noisy"))
                .isBetween(flood - 345L, flood - 335L); // what is on its way takes room, too
        assertThat(lookUps).hasPositiveValue();
        end(guard.operation(KIND).enter(), false);
        open.forEach(operation -> end(operation, false));
        assertThat(engine.operations()).hasSize(flood + 2); // and the one that was refused
        assertThat(engine.transport().status().lost(Lane.RELIABLE)).isZero();
    }
}
