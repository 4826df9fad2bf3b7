package org.doorward.itest.benchmarks.intercepted;

import java.util.Arrays;
import org.doorward.itest.benchmarks.calls.Call;

/**
 * What one instance found of one call.
 *
 * @param calls all of them, with those of the warm-up
 * @param bytes allocated by the calling thread for one call, in the round with the fewest
 * @param nanos for one call, of each round
 */
public record Measured(Variant variant, Call call, int depth, long calls, double bytes, double[] nanos) {
    /** A line as the bundle writes it. @throws IllegalStateException if it says that it failed */
    static Measured parse(Variant variant, String line) {
        String[] words = line.split(" ");
        if (words.length != 5 || line.startsWith("failed")) {
            throw new IllegalStateException("variant [" + variant + "]: " + line);
        }
        return new Measured(
                variant,
                Call.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Double.parseDouble(words[3]),
                Arrays.stream(words[4].split(";"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    /** As an object of JSON. */
    String json() {
        return "{\"variant\": \"" + variant + "\", \"call\": \"" + call + "\", \"depth\": " + depth + ", \"calls\": "
                + calls + ", \"bytes\": " + bytes + ", \"nanos\": " + Arrays.toString(nanos) + "}";
    }
}
