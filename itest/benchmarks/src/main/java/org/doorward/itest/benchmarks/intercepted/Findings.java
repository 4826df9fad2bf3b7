package org.doorward.itest.benchmarks.intercepted;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.doorward.itest.benchmarks.calls.Call;

/*
 * A figure is a difference of medians over the rounds of all instances. Its noise is the sum of those of both: half the distance of the
 * quartiles. The least round is printed, too: on a machine with neighbours it is the steadier one.
 */
/** What all instances found. Immutable. */
public record Findings(List<Measured> measured, List<Tally> tallies) {
    /** The least, the median, and half the distance of the quartiles. */
    private record Spread(double least, double median, double noise) {}

    /** Bytes that the calling thread allocates for one call: the least of all rounds. */
    public double bytes(Variant variant, Call call, int depth) {
        return measured.stream()
                .filter(one -> one.variant() == variant && one.call() == call && one.depth() == depth)
                .mapToDouble(Measured::bytes)
                .min()
                .orElseThrow();
    }

    private Spread spread(Variant variant, Call call, int depth) {
        double[] all = measured.stream()
                .filter(one -> one.variant() == variant && one.call() == call && one.depth() == depth)
                .flatMapToDouble(one -> Arrays.stream(one.nanos()))
                .sorted()
                .toArray();
        return new Spread(all[0], all[all.length / 2], (all[all.length * 3 / 4] - all[all.length / 4]) / 2);
    }

    /** Nanoseconds that one variant takes above another. */
    private String above(Variant variant, Variant floor, Call call, int depth) {
        Spread more = spread(variant, call, depth);
        Spread less = spread(floor, call, depth);
        return String.format(
                Locale.ROOT,
                "%10.0f %8.0f %10.0f",
                more.median() - less.median(),
                more.noise() + less.noise(),
                more.least() - less.least());
    }

    /** Medians: what the subject costs, and what a plain walk costs at the same place. */
    private double subject(Call call, int depth) {
        return spread(Variant.LABELLED, call, depth).median()
                - spread(Variant.JUDGED, call, depth).median();
    }

    private double walkInModule(Call call, int depth) {
        return spread(Variant.WALKED, call, depth).median()
                - spread(Variant.JUDGED, call, depth).median();
    }

    /** For people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        line(text, "%-10s %-9s %6s %10s %8s %10s %10s", "call", "variant", "depth", "ns", "+-", "least", "B");
        for (Call call : Call.values()) {
            for (int depth : Interception.DEPTHS) {
                for (Variant variant : Variant.values()) {
                    Spread spread = spread(variant, call, depth);
                    line(
                            text,
                            "%-10s %-9s %6d %10.1f %8.1f %10.1f %10.1f",
                            call,
                            variant,
                            depth,
                            spread.median(),
                            spread.noise(),
                            spread.least(),
                            bytes(variant, call, depth));
                }
            }
        }
        text.append('\n');
        line(text, "%-10s %6s %-30s %10s %8s %10s", "call", "depth", "nanoseconds of", "median", "+-", "least");
        for (Call call : Call.values()) {
            if (call != Call.WALK) {
                for (int depth : Interception.DEPTHS) {
                    figures(text, call, depth);
                }
            }
        }
        text.append('\n');
        line(text, "%-10s %6s %14s %16s %18s", "call", "depth", "subject, ns", "/ module's walk", "/ shortest walk");
        for (Call call : Call.values()) {
            if (call != Call.WALK) {
                for (int depth : Interception.DEPTHS) {
                    double subject = subject(call, depth);
                    double shortest = spread(Variant.LABELLED, Call.WALK, depth).median();
                    line(
                            text,
                            "%-10s %6d %14.0f %16.2f %18.2f",
                            call,
                            depth,
                            subject,
                            subject / walkInModule(call, depth),
                            subject / shortest);
                }
            }
        }
        return text.toString();
    }

    private void figures(StringBuilder text, Call call, int depth) {
        boolean file = Tally.kind(call).startsWith("file.");
        figure(
                text,
                call,
                depth,
                file ? "engine alone above bare" : "nobody wants above bare",
                above(Variant.UNWANTED, Variant.BARE, call, depth));
        figure(text, call, depth, "judged above bare", above(Variant.JUDGED, Variant.BARE, call, depth));
        figure(text, call, depth, "subject above judged", above(Variant.LABELLED, Variant.JUDGED, call, depth));
        figure(text, call, depth, "module's walk above judged", above(Variant.WALKED, Variant.JUDGED, call, depth));
        figure(text, call, depth, "flagged above judged", above(Variant.FLAGGED, Variant.JUDGED, call, depth));
    }

    private static void figure(StringBuilder text, Call call, int depth, String name, String values) {
        line(text, "%-10s %6d %-30s %s", call, depth, name, values);
    }

    /** All rounds, as an array of JSON. */
    public String json() {
        return measured.stream().map(Measured::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
