package org.doorward.itest.benchmarks.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/*
 * A figure is the median of its rounds. Figure and rival are measured in turns, so that a ratio is made of each round by itself and the
 * median taken of those: a minute in which the machine is slower hits both. Noise is half the distance of the quartiles.
 */
/** What was measured, round by round, and what it is compared with. Not safe for several threads. */
public final class Figures {
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final List<Ratio> ratios = new ArrayList<>();
    private final List<Bound> bounds = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    private record Ratio(String figure, String rival, double least) {}

    private record Bound(String figure, double most) {}

    /** The value of one more round. */
    void add(String figure, String unit, double value) {
        rounds.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
        units.put(figure, unit);
    }

    /** {@code figure} is to be at least so many times {@code rival}; 0: it is only shown. */
    void ratio(String figure, String rival, double least) {
        ratios.add(new Ratio(figure, rival, least));
    }

    /** The figure is to be at most this. */
    void atMost(String figure, double most) {
        bounds.add(new Bound(figure, most));
    }

    /** Something to be known beside the figures. */
    void fact(String line) {
        facts.add(line);
    }

    /** The median of all rounds. */
    double median(String figure) {
        return median(values(figure));
    }

    private double[] values(String figure) {
        List<Double> all = rounds.get(figure);
        if (all == null) {
            throw new NoSuchElementException("[" + figure + "] was not measured; there are " + rounds.keySet());
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[] each(Ratio ratio) {
        double[] figure = values(ratio.figure());
        double[] rival = values(ratio.rival());
        double[] each = new double[Math.min(figure.length, rival.length)];
        Arrays.setAll(each, i -> figure[i] / rival[i]);
        return each;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double noise(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / 2;
    }

    /** For people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        line(text, "%-34s %14s %12s %14s %14s", "figure", "median", "+-", "least", "most");
        for (String figure : rounds.keySet()) {
            double[] values = values(figure);
            line(
                    text,
                    "%-34s %14.1f %12.1f %14.1f %14.1f %s",
                    figure,
                    median(values),
                    noise(values),
                    Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow(),
                    units.get(figure));
        }
        if (!ratios.isEmpty()) {
            text.append('\n');
            line(text, "%-34s %-30s %8s %8s", "figure", "divided by", "ratio", "+-");
        }
        for (Ratio ratio : ratios) {
            double[] each = each(ratio);
            line(
                    text,
                    "%-34s %-30s %8.2f %8.2f %s",
                    ratio.figure(),
                    ratio.rival(),
                    median(each),
                    noise(each),
                    ratio.least() == 0 ? "" : verdict(median(each) >= ratio.least(), "at least", ratio.least()));
        }
        for (Bound bound : bounds) {
            boolean met = median(bound.figure()) <= bound.most();
            line(text, "%-34s %s", bound.figure(), verdict(met, "at most", bound.most()));
        }
        facts.forEach(fact -> text.append(fact).append('\n'));
        return text.toString();
    }

    private static String verdict(boolean met, String how, double limit) {
        return String.format(Locale.ROOT, "floor: %s %.1f, %s", how, limit, met ? "met" : "MISSED");
    }

    /** All rounds, as an object of JSON. */
    public String json() {
        return rounds.keySet().stream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "  \"%s\": {\"unit\": \"%s\", \"rounds\": %s}",
                        figure,
                        units.get(figure),
                        Arrays.toString(values(figure))))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
