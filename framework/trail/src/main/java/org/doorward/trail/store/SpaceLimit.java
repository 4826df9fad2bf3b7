package org.doorward.trail.store;

import java.util.regex.Pattern;

/**
 * How much must be free: mebibytes, or per cent of the file system.
 *
 * @param amount 0 = no limit
 * @param percent whether the amount is per cent, 1 to 99
 */
public record SpaceLimit(long amount, boolean percent) {
    /** No limit. */
    public static final SpaceLimit NONE = new SpaceLimit(0, false);

    static final long MEGABYTE = 1024 * 1024;
    private static final Pattern FORM = Pattern.compile("\\d{1,9}|[1-9]\\d?%");

    public SpaceLimit {
        if (amount < 0 || percent && (amount < 1 || amount > 99)) {
            throw new IllegalArgumentException("expected mebibytes >= 0, or 1% to 99%: [" + amount + "]");
        }
    }

    /** {@code 75} or {@code 10%}. @throws IllegalArgumentException for any other text */
    public static SpaceLimit parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected mebibytes >= 0, or 1% to 99%: [" + text + "]");
        }
        boolean percent = text.endsWith("%");
        return new SpaceLimit(Long.parseLong(percent ? text.substring(0, text.length() - 1) : text), percent);
    }

    /** In bytes, of a file system of this size. */
    long bytes(long total) {
        return percent ? total / 100 * amount : amount * MEGABYTE;
    }

    @Override
    public String toString() {
        return amount + (percent ? "%" : "");
    }
}
