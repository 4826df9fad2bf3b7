package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.Test;

class PipeTest {
    private static final Duration NEVER = Duration.ofHours(1);

    /** Gives the events that the test hands it, or fails once it is told to. */
    private static final class Events implements TrailReader {
        final BlockingQueue<TrailEvent> events = new LinkedBlockingQueue<>();
        volatile IOException failure;
        volatile boolean closed;

        void add(long from, long to) {
            for (long serial = from; serial <= to; serial++) {
                events.add(new Numbered(serial));
            }
        }

        @Override
        public TrailEvent next() throws IOException {
            TrailEvent event = events.poll();
            if (event == null && failure != null) {
                throw failure;
            }
            return event;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private record Numbered(long serial) implements TrailEvent {
        @Override
        public long stampMillis() {
            return 0;
        }

        @Override
        public String node() {
            return null;
        }

        @Override
        public List<TrailRecord> records() {
            return List.of();
        }
    }

    private final Events trail = new Events();

    private static List<String> take(Pipe pipe, int count) throws Exception {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pipe.Item item = pipe.take();
            taken.add(item.event().serial() + (item.dropped() > 0 ? " after " + item.dropped() : ""));
        }
        return taken;
    }

    private void awaitRead() {
        await().until(trail.events::isEmpty);
    }

    @Test
    void whatPassesTheFilterComesInOrder() throws Exception {
        trail.add(1, 6);
        try (Pipe pipe = new Pipe(trail, event -> event.serial() % 2 == 0, 10, NEVER)) {
            assertThat(take(pipe, 3)).containsExactly("2", "4", "6");
            assertThat(pipe.dropped()).isZero();
        }
    }

    @Test
    void whileThePrinterHaltsNothingIsDropped() throws Exception {
        trail.add(1, 20);
        try (Pipe pipe = new Pipe(trail, event -> true, 4, NEVER)) {
            await().until(() -> trail.events.size() == 15); // four wait, the reader holds one
            assertThat(take(pipe, 20)).hasSize(20).startsWith("1").endsWith("20");
            assertThat(pipe.dropped()).isZero();
        }
    }

    @Test
    void whatDoesNotFitIsDroppedAndCountedBeforeTheNextEvent() throws Exception {
        trail.add(1, 20);
        try (Pipe pipe = new Pipe(trail, event -> true, 4, Duration.ZERO)) {
            await().until(() -> pipe.dropped() == 16);
            assertThat(take(pipe, 2)).containsExactly("1", "2"); // half of it is still full
            trail.add(21, 21);
            await().until(() -> pipe.dropped() == 17);
            assertThat(take(pipe, 1)).containsExactly("3");
            trail.add(22, 22);

            assertThat(take(pipe, 2)).containsExactly("4", "22 after 17");
            assertThat(pipe.dropped()).isEqualTo(17);
        }
    }

    @Test
    void aFailureComesBehindWhatWasRead() throws Exception {
        trail.add(1, 2);
        trail.failure = new IOException("gone");
        try (Pipe pipe = new Pipe(trail, event -> true)) {
            assertThat(take(pipe, 2)).containsExactly("1", "2");
            assertThatThrownBy(pipe::take).isSameAs(trail.failure);
        }
    }

    @Test
    void closingEndsTheReaderWhereverItWaits() throws Exception {
        Pipe waitsForEvents = new Pipe(trail, event -> true);
        waitsForEvents.close();
        assertThat(trail.closed).isTrue();

        trail.closed = false;
        trail.add(1, 20);
        Pipe waitsForRoom = new Pipe(trail, event -> true, 4, NEVER);
        await().until(() -> trail.events.size() == 15);
        waitsForRoom.close();

        assertThat(trail.closed).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doorward-pipe");
    }
}
