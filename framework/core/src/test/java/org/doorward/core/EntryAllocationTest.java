package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import org.doorward.event.Commit;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an operation with an entry allocates in its thread: two waits for the disk, where one with commit=exit has one, and nothing
 * besides. A wait is the transport's.
 */
class EntryAllocationTest {
    private static final int OPERATIONS = 200;
    private static final int RUNS = 40;

    private final ThreadKind thread = ThreadKind.all().get(0);
    private final String[] names = new String[OPERATIONS];
    private final Engine engine = new Engine(options -> {
        options.kept = false;
        options.watched = false;
    });
    private final OperationGuard guard = engine.guard();
    private Object escaped;

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void anEntryAllocatesNothingButItsWait() {
        engine.modules(module("all", DecisionTest.flagging("all"), "file.rename"));
        engine.rules("-a always,exit -S file.rename -F dir=/srv -k moved");
        for (int i = 0; i < OPERATIONS; i++) {
            names[i] = "/srv/in/" + i;
        }
        thread.run(() -> {
            long wait = leastBytes(Commit.EXIT, false);
            long entry = leastBytes(Commit.ENTRY, false);
            long control = leastBytes(Commit.ENTRY, true);

            assertThat(control).as("the meter sees an object").isGreaterThanOrEqualTo(entry + 8L * OPERATIONS);
            assertThat(entry).isLessThanOrEqualTo(2 * wait);
        });
    }

    /** The least of many runs: a compilation or a class that is loaded late belongs to none of them. */
    private long leastBytes(Commit commit, boolean withAnObject) {
        engine.core().setCommit(commit);
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long before = thread.allocatedBytes().getAsLong();
            for (int i = 0; i < OPERATIONS; i++) {
                guarded(names[i]);
                if (withAnObject) {
                    escaped = new Object();
                }
            }
            least = Math.min(least, thread.allocatedBytes().getAsLong() - before);
        }
        return least;
    }

    private void guarded(String name) {
        guard.<Object, RuntimeException>file(Kind.FILE_RENAME, name, "/srv/out/x", (from, to) -> null);
    }
}
