package org.doorward.itest.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of one run, by short names, and the table of them. Immutable. */
final class Report {
    private static final String BYTES = "gc.alloc.rate.norm";

    private final Map<String, RunResult> results = new LinkedHashMap<>();

    Report(Collection<RunResult> run) {
        for (RunResult result : run) {
            results.put(label(result.getParams()), result);
        }
    }

    /** {@code Unflagged.judged[4]}: class without its ending, method, parameters. */
    static String label(BenchmarkParams params) {
        String[] parts = params.getBenchmark().split("\\.");
        String type = parts[parts.length - 2].replaceFirst("Benchmark$", "");
        String values = params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(","));
        return type + "." + parts[parts.length - 1] + (values.isEmpty() ? "" : "[" + values + "]");
    }

    Iterable<String> labels() {
        return results.keySet();
    }

    double nanos(String label) {
        return time(label).getScore();
    }

    /**
     * Bytes allocated for each operation, by all threads of the fork: the least of the iterations. What an operation allocates is in all of
     * them; what opening and closing the engine allocates, JMH counts to one.
     */
    double bytes(String label) {
        Result<?> bytes = result(label).getSecondaryResults().get(BYTES);
        if (bytes == null) {
            throw new NoSuchElementException(
                    "no [" + BYTES + "] of [" + label + "]: the JVM cannot count allocated bytes");
        }
        return bytes.getStatistics().getMin();
    }

    private Result<?> time(String label) {
        return result(label).getPrimaryResult();
    }

    private RunResult result(String label) {
        RunResult result = results.get(label);
        if (result == null) {
            throw new NoSuchElementException("benchmark [" + label + "] was not run; there are " + results.keySet());
        }
        return result;
    }

    /** For people. Errors are those of a confidence of 99.9 %, as JMH gives them; a ratio's is the sum of both relative ones. */
    String table() {
        StringBuilder text = new StringBuilder();
        line(text, "%-32s %12s %10s %10s", "operation", "ns/op", "+-", "B/op");
        for (String label : results.keySet()) {
            line(
                    text,
                    "%-32s %12.2f %10.2f %10.3f",
                    label,
                    nanos(label),
                    time(label).getScoreError(),
                    bytes(label));
        }
        text.append('\n');
        line(text, "%-32s %-26s %10s %8s", "figure", "divided by", "ratio", "+-");
        for (Comparison pair : Comparison.ALL) {
            if (results.containsKey(pair.figure()) && results.containsKey(pair.rival())) {
                double ratio = nanos(pair.figure()) / nanos(pair.rival());
                double error = ratio * (relativeError(pair.figure()) + relativeError(pair.rival()));
                line(text, "%-32s %-26s %10.2f %8.2f", pair.figure(), pair.rival(), ratio, error);
            }
        }
        return text.toString();
    }

    private double relativeError(String label) {
        return time(label).getScoreError() / nanos(label);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
