package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What happens between two steps of the drain. */
class DrainTest {
    @Test
    void whoSaysWhatItWaitsForWhileTheDrainGoesToParkIsNotForgotten() throws Exception {
        TransportSettings settings = TransportSettings.defaults();
        Commits commits = new Commits();
        AtomicReference<Commits.Ticket> waiting = new AtomicReference<>();
        // The drain has looked for tickets a last time and has not said yet that it parks: the wake-up finds it
        // running.
        Sleep sleep = new Sleep() {
            @Override
            void announce() {
                Commits.Ticket ticket = waiting.getAndSet(null);
                if (ticket != null) {
                    ticket.at(0);
                    wakeNow();
                }
                super.announce();
            }
        };
        Accounts accounts = new Accounts(System::nanoTime);
        Drain drain = new Drain(
                settings,
                new MemorySink(),
                (message, cause) -> {},
                System::nanoTime,
                new Backlog(settings.backlogLimitBytes()),
                new Credits(settings),
                accounts,
                new Ledger(accounts),
                new Stamps(System::currentTimeMillis),
                commits,
                sleep);
        Thread thread = new Thread(drain, "drain-under-test");
        thread.setDaemon(true);
        sleep.owner(thread);
        CompletableFuture<Boolean> durable = CompletableFuture.supplyAsync(() -> {
            Commits.Ticket ticket = commits.arrive();
            waiting.set(ticket);
            thread.start();
            return ticket.await();
        });
        try {
            assertThat(durable.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            drain.close();
            thread.join();
        }
    }
}
