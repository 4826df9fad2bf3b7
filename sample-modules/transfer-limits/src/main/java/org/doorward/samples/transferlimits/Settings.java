package org.doorward.samples.transferlimits;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code conf/transfer.limits.cfg} says, in units of the second decimal. Immutable.
 *
 * @param limit transfers above it are denied
 * @param reportFrom transfers above it are flagged
 */
record Settings(long limit, long reportFrom) {
    private static final String FILE = "conf/transfer.limits.cfg";
    // Fifteen digits before the point: in units it fits into a long, and nobody's limit is larger.
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

    /** @throws IllegalArgumentException naming file, key, value and what is expected */
    static Settings of(Map<String, ?> configuration) {
        return new Settings(units(configuration, "limit", "1000.00"), units(configuration, "report_from", "0.00"));
    }

    private static long units(Map<String, ?> configuration, String key, String missing) {
        Object value = configuration.get(key);
        String text = value == null ? missing : value.toString().strip();
        if (!AMOUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(FILE + ": " + key + "=[" + value
                    + "]: expected an amount of at least 0 with at most two decimals and a point, as in " + key
                    + "=1000.00; correct the file: it is read again when it changes, and until then the configuration"
                    + " before stays in force");
        }
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }
}
