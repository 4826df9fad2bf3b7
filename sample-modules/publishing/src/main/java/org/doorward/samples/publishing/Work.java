package org.doorward.samples.publishing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.doorward.guard.OperationDeniedException;

/**
 * A publisher's day, over and over: each real file of a folder is drafted, published, linked, paid for and retracted, and once in
 * each round a draft is published that does not exist. What is denied or fails is counted, and the work goes on. One use, one
 * thread.
 */
final class Work {
    private static final AtomicLong RUNS = new AtomicLong(System.currentTimeMillis());

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private final Publisher publisher;
    private final Payments payments;
    private final Path folder;
    private final PrintStream err;
    private final String run = Long.toString(RUNS.incrementAndGet(), Character.MAX_RADIX);
    private int created;
    private int renamed;
    private int linked;
    private int deleted;
    private int failed;
    private int transfers;
    private int denied;

    Work(Publisher publisher, Payments payments, Path folder, PrintStream err) {
        this.publisher = publisher;
        this.payments = payments;
        this.folder = folder.toAbsolutePath().normalize();
        this.err = err;
    }

    /** @return 0; 1 if anything was denied, or failed that should not have */
    int rounds(int rounds, PrintStream out) throws IOException {
        List<Path> originals = originals();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < originals.size(); i++) {
                Path original = originals.get(i);
                file(original, run + "-" + round + "-" + i + "-" + original.getFileName());
            }
            String missing = run + "-" + round + "-never-drafted";
            renamed += done(() -> publisher.publish(folder, missing), false);
        }
        out.println("created=" + created + " renamed=" + renamed + " linked=" + linked + " deleted=" + deleted
                + " failed=" + failed + " transfers=" + transfers + " denied=" + denied);
        return denied == 0 && failed == rounds ? 0 : 1;
    }

    private void file(Path original, String name) {
        String link = name + ".link";
        int drafted = done(() -> publisher.draft(folder, name, publisher.excerpt(original)), true);
        created += drafted;
        transfers += done(() -> payments.transfer("readers", "author", "25.00"), true);
        if (drafted == 0) {
            return;
        }
        int published = done(() -> publisher.publish(folder, name), true);
        renamed += published;
        if (published == 0) {
            deleted += done(() -> publisher.discard(folder, name), true);
            return;
        }
        int second = done(() -> publisher.link(folder, name, link), true);
        linked += second;
        if (second == 1) {
            deleted += done(() -> publisher.retract(folder, link), true);
        }
        deleted += done(() -> publisher.retract(folder, name), true);
    }

    /** 1 if it was done, 0 if it was denied or failed. Says so the first time. */
    private int done(Step step, boolean sayFailure) {
        try {
            step.run();
            return 1;
        } catch (OperationDeniedException e) {
            if (denied++ == 0) {
                err.println(Words.denied(e) + "; further denials are counted");
            }
        } catch (IOException e) {
            failed++;
            if (sayFailure) {
                err.println(Words.failed(e));
            }
        }
        return 0;
    }

    private List<Path> originals() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("drafts")))
                    .filter(file -> !file.startsWith(folder.resolve("published")))
                    .sorted()
                    .toList();
        }
    }
}
