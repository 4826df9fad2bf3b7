package org.doorward.tools.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {
    private record Line(String line) implements TrailRecord {
        @Override
        public String type() {
            return "USER";
        }

        @Override
        public String raw(String field) {
            return null;
        }

        @Override
        public String text(String field) {
            return null;
        }
    }

    private record Event(long serial) implements TrailEvent {
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
            return List.of(new Line("x".repeat(1000)));
        }
    }

    /** Events from 0 on; at one of them something else happens. */
    private static final class Numbered implements TrailReader {
        private final int end;
        private final Throwable instead;
        private final AtomicInteger read = new AtomicInteger();
        private volatile boolean closed;

        Numbered(int end, Throwable instead) {
            this.end = end;
            this.instead = instead;
        }

        @Override
        public TrailEvent next() throws IOException {
            if (read.get() < end) {
                return new Event(read.getAndIncrement());
            }
            if (instead instanceof IOException e) {
                throw e;
            }
            if (instead instanceof RuntimeException e) {
                throw e;
            }
            return null;
        }

        /** A thousand bytes each. */
        long position() {
            return 1000L * read.get();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static List<Long> all(ReadAhead<TrailEvent> ahead, List<Long> serials) throws IOException {
        for (List<TrailEvent> batch = ahead.next(); !batch.isEmpty(); batch = ahead.next()) {
            batch.forEach(event -> serials.add(event.serial()));
        }
        return serials;
    }

    @Test
    void everyEventComesOnceAndInOrder() throws IOException {
        Numbered trail = new Numbered(5000, null);
        List<Long> serials = new ArrayList<>();
        try (ReadAhead<TrailEvent> ahead = new ReadAhead<>(trail, trail::position, Function.identity())) {
            all(ahead, serials);
        }

        assertThat(serials).hasSize(5000).isSorted().doesNotHaveDuplicates();
        assertThat(trail.closed).isTrue();
    }

    @Test
    void aFailureComesBehindWhatWasRead() throws IOException {
        for (Exception failure : List.of(new IOException("disk"), new IllegalStateException("defect"))) {
            List<Long> serials = new ArrayList<>();
            Numbered trail = new Numbered(700, failure);
            try (ReadAhead<TrailEvent> ahead = new ReadAhead<>(trail, trail::position, Function.identity())) {
                assertThatThrownBy(() -> all(ahead, serials)).isSameAs(failure);
            }

            assertThat(serials).hasSize(700);
        }
    }

    @Test
    void closingEndsTheReaderThatWaitsForRoom() throws IOException {
        Numbered trail = new Numbered(Integer.MAX_VALUE, null);
        try (ReadAhead<TrailEvent> ahead = new ReadAhead<>(trail, trail::position, Function.identity())) {
            assertThat(ahead.next()).isNotEmpty();
        }

        assertThat(trail.closed).isTrue();
        assertThat(trail.read.get())
                .as("it read no more than there is room for")
                .isLessThan(3000);
    }
}
