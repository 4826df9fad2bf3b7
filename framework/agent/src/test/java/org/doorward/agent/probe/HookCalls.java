package org.doorward.agent.probe;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Uses every woven row, permitted and denied, and prints a line for each attempt: {@code ok NAME} or {@code FAILED NAME: why}. A woven row
 * without an attempt is a failure too.
 */
public final class HookCalls {
    private final Engine engine = Engine.start();
    private int folders;

    /** @param arguments an empty folder to work in */
    public static void main(String[] arguments) throws IOException {
        new HookCalls().run(Path.of(arguments[0]));
        Runtime.getRuntime().halt(0); // attempts have left threads behind
    }

    private void run(Path work) {
        Cases cases = new Cases();
        FileCases.addTo(cases);
        NetworkCases.addTo(cases);
        RuntimeCases.addTo(cases);
        BitSet left = (BitSet) engine.woven().clone();
        for (Cases.Case one : cases.all()) {
            int row = engine.find(one.item(), one.method());
            if (row < 0) {
                continue; // of the other JDK
            }
            left.clear(row);
            String complaint;
            try {
                complaint = attempt(one, row, work);
            } catch (Throwable e) {
                e.printStackTrace();
                complaint = "unexpected " + e;
            }
            engine.wantNothing();
            engine.permit();
            System.out.println((complaint == null ? "ok " : "FAILED ") + one.item() + " " + one.method()
                    + (complaint == null ? "" : ": " + complaint));
        }
        left.stream().forEach(row -> System.out.println("FAILED " + engine.row(row) + ": no attempt uses it"));
    }

    private String attempt(Cases.Case one, int row, Path work) throws Throwable {
        Attempt permitted = one.preparation().in(folder(work));
        String complaint = permitted.isNeverReturning() ? null : permit(permitted, row);
        if (complaint != null || permitted.isObserved()) {
            return complaint;
        }
        Path folder = folder(work);
        return deny(one.preparation().in(folder), row, folder);
    }

    private Path folder(Path work) throws IOException {
        return Files.createDirectory(work.resolve("f" + folders++));
    }

    private String permit(Attempt attempt, int row) throws Throwable {
        engine.drain();
        if (attempt.isOnOtherThreads()) {
            engine.wantOfAllThreads(row);
        } else {
            engine.want(row);
        }
        try {
            attempt.run();
        } catch (Throwable e) {
            if (!attempt.isExpected(cause(e))) {
                throw e;
            }
        }
        engine.wantNothing();
        List<Engine.Seen> seen = engine.drain();
        if (seen.size() != 1 && !(attempt.isObserved() && !seen.isEmpty())) {
            return "seen " + seen.size() + " times";
        }
        return attempt.complaint(seen.get(0));
    }

    private String deny(Attempt attempt, int row, Path folder) throws Throwable {
        SecurityException denial = new SecurityException("denied");
        Object before = attempt.stateOr(() -> tree(folder));
        engine.deny(row, denial);
        engine.want(row);
        Throwable thrown = null;
        try {
            attempt.run();
        } catch (Throwable e) {
            thrown = cause(e);
        }
        engine.wantNothing();
        engine.permit();
        List<Engine.Seen> seen = engine.drain();
        Object after = attempt.stateOr(() -> tree(folder));
        if (thrown != denial) {
            return "the denial did not reach the caller, but " + thrown;
        }
        if (seen.size() != 1 || seen.get(0).exited) {
            return "a denial was seen " + seen.size() + " times, exited " + seen.get(0).exited;
        }
        return java.util.Objects.equals(before, after)
                ? null
                : "denied, but the state went from " + before + " to " + after;
    }

    private static Throwable cause(Throwable e) {
        return e instanceof InvocationTargetException ? e.getCause() : e;
    }

    /** Every file below a folder, with what an operation can change of it. */
    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> !file.equals(folder)).toList()) {
                tree.put(
                        folder.relativize(file).toString(),
                        Files.readAttributes(
                                        file,
                                        "posix:size,lastModifiedTime,permissions,isSymbolicLink",
                                        java.nio.file.LinkOption.NOFOLLOW_LINKS)
                                .toString());
            }
        }
        return tree;
    }
}
