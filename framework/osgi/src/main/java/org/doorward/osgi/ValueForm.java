package org.doorward.osgi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.module.BundleMatch;
import org.doorward.trail.store.DiskAction;
import org.doorward.trail.store.SpaceLimit;

/**
 * How the value of a setting is written. Immutable, safe for all threads.
 *
 * @param <T> what it becomes
 */
abstract class ValueForm<T> {
    private final String expected;

    private ValueForm(String expected) {
        this.expected = expected;
    }

    /** In words for people: {@code a whole number from 0 to 100}. */
    final String expected() {
        return expected;
    }

    /** The value, or {@code null} if the text has another form. */
    abstract T parse(String text);

    /** A whole number in these bounds. */
    static ValueForm<Long> number(long least, long most) {
        return new ValueForm<>("a whole number from " + least + " to " + most) {
            @Override
            Long parse(String text) {
                if (!text.matches("\\d{1,18}")) {
                    return null;
                }
                long value = Long.parseLong(text);
                return value < least || value > most ? null : value;
            }
        };
    }

    /** A number of bytes in these bounds, or a percentage of the memory that the heap may have at most, which is brought into them. */
    static ValueForm<Long> bytes(long least, long most) {
        return new ValueForm<>("a whole number from " + least + " to " + most + ", or 1% to 50% of the maximum heap") {
            @Override
            Long parse(String text) {
                if (text.matches("([1-9]|[1-4]\\d|50) ?%")) {
                    long percent = Long.parseLong(text.replaceAll("\\D", ""));
                    return Math.max(least, Math.min(most, Runtime.getRuntime().maxMemory() / 100 * percent));
                }
                return number(least, most).parse(text);
            }
        };
    }

    /** A number with a unit: ms (also if there is none), s, min or h. */
    static ValueForm<Duration> time(Duration least, Duration most) {
        Pattern form = Pattern.compile("(\\d{1,12}) ?(ms|s|min|h|)");
        return new ValueForm<>(
                "a number with unit ms, s, min or h, from " + least.toMillis() + " ms to " + most.toMillis() + " ms") {
            @Override
            Duration parse(String text) {
                Matcher parts = form.matcher(text);
                if (!parts.matches()) {
                    return null;
                }
                Duration value = of(Long.parseLong(parts.group(1)), parts.group(2));
                return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
            }
        };
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMillis(number);
        };
    }

    /** The name of one of these constants, in lower case. */
    static <E extends Enum<E>> ValueForm<E> word(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return new ValueForm<>(
                "one of " + constants.stream().map(ValueForm::token).collect(Collectors.joining(", "))) {
            @Override
            E parse(String text) {
                return constants.stream()
                        .filter(constant -> token(constant).equals(text))
                        .findFirst()
                        .orElse(null);
            }
        };
    }

    private static String token(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Free space of a disk. */
    static ValueForm<SpaceLimit> space() {
        return new ValueForm<>("mebibytes from 0 to 999999999, or 1% to 99% of the disk") {
            @Override
            SpaceLimit parse(String text) {
                try {
                    return SpaceLimit.parse(text);
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        };
    }

    /** What is done in a stage of the disk. */
    static ValueForm<DiskAction> diskAction(boolean rotates) {
        String words = rotates ? "ignore, syslog, rotate, suspend, halt" : "ignore, syslog, suspend, halt";
        return new ValueForm<>("one of " + words + ", or exec with the absolute path of a program") {
            @Override
            DiskAction parse(String text) {
                if (text.matches("exec /[^ ]*")) {
                    return DiskAction.exec(Path.of(text.substring("exec ".length())));
                }
                return Arrays.stream(DiskAction.Kind.values())
                        .filter(kind -> kind != DiskAction.Kind.EXEC && (rotates || kind != DiskAction.Kind.ROTATE))
                        .filter(kind -> kind.token().equals(text))
                        .map(DiskAction::of)
                        .findFirst()
                        .orElse(null);
            }
        };
    }

    /** Names of modules, with commas between them; may be empty. */
    static ValueForm<List<String>> moduleNames() {
        return new ValueForm<>("names of modules with commas between them, each 1 to 64 of A-Z a-z 0-9 . _ -") {
            @Override
            List<String> parse(String text) {
                if (text.isEmpty()) {
                    return List.of();
                }
                List<String> names =
                        Arrays.stream(text.split(",", -1)).map(String::strip).toList();
                return names.stream().allMatch(name -> name.matches("[A-Za-z0-9._-]{1,64}")) ? names : null;
            }
        };
    }

    /** Bundles with what proves them, with commas between them; may be empty. */
    static ValueForm<List<BundleMatch>> bundles() {
        return new ValueForm<>("bundles with commas between them, each NAME@sha256=DIGITS or NAME@location=LOCATION") {
            @Override
            List<BundleMatch> parse(String text) {
                try {
                    return text.isEmpty()
                            ? List.of()
                            : Arrays.stream(text.split(",", -1))
                                    .map(String::strip)
                                    .map(BundleMatch::parse)
                                    .toList();
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        };
    }

    /** The name of a host for {@code node=}; may be empty. */
    static ValueForm<String> nodeName() {
        return new ValueForm<>("empty, or at most 64 of A-Z a-z 0-9 . _ -") {
            @Override
            String parse(String text) {
                return text.matches("[A-Za-z0-9._-]{0,64}") ? text : null;
            }
        };
    }
}
