package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Arguments of processes, read back as the tools read them: pieces joined by their number. */
class ExecTextProperties {
    private static final Pattern WORD = Pattern.compile("a(\\d+)(_len|\\[(\\d+)])?=(\"[^\"]*\"|\\S*)");

    private final EventEncoder event = new EventEncoder();

    /** What the records say of one argument. */
    private static final class Said {
        final StringBuilder encoded = new StringBuilder();
        long length = -1;
        int pieces;
        boolean quoted;

        boolean isWhole() {
            return length < 0 || encoded.length() == length;
        }

        String text() {
            return quoted || encoded.toString().equals("(masked)")
                    ? encoded.toString()
                    : new String(HexFormat.of().parseHex(encoded), StandardCharsets.UTF_8);
        }
    }

    private List<String> written(String node) {
        event.stamp(1750000000000L, 7);
        ProcessIdentity p = ContractTrail.process();
        ProcessIdentity process = new ProcessIdentity(
                node, "1", 1, 1, 1, 1, p.ids(), p.terminal(), p.java(), p.workingFolder(), p.title());
        ByteBuffer lines = new EventText(process, new byte[] {1}).format(event.array(), 0, event.length());
        EventTextProperties.assertLines(lines.duplicate());
        return StandardCharsets.US_ASCII.decode(lines).toString().lines().toList();
    }

    private static Map<Integer, Said> read(List<String> lines) {
        Map<Integer, Said> arguments = new TreeMap<>();
        for (String line : lines) {
            if (!line.contains("type=EXECVE ")) {
                continue;
            }
            Matcher word = WORD.matcher(line.substring(line.indexOf("): ") + 3));
            while (word.find()) {
                Said said = arguments.computeIfAbsent(Integer.valueOf(word.group(1)), number -> new Said());
                if ("_len".equals(word.group(2))) {
                    said.length = Long.parseLong(word.group(4));
                    continue;
                }
                if (word.group(3) != null) {
                    assertThat(Integer.parseInt(word.group(3))).isEqualTo(said.pieces++);
                }
                said.quoted = word.group(4).startsWith("\"");
                said.encoded.append(word.group(4).replace("\"", ""));
            }
        }
        return arguments;
    }

    private void exec(List<String> arguments, int limit) {
        event.begin(KindTable.contract().find("process.exec"));
        event.limit(limit);
        event.argv(arguments.size());
        for (String argument : arguments) {
            if (argument == null) {
                event.argvSecret();
            } else {
                event.argvText(argument);
            }
        }
    }

    @Property(tries = 300)
    void argumentsAreReadBackWhole(@ForAll("argv") List<String> argv, @ForAll("nodes") String node) {
        exec(argv, EventLayout.MAXIMUM);
        List<String> lines = written(node);
        Map<Integer, Said> read = read(lines);

        assertThat(lines).anyMatch(line -> line.contains("type=EXECVE ") && line.contains(" argc=" + argv.size()));
        assertThat(read.values()).allMatch(Said::isWhole);
        assertThat(read.values()).extracting(Said::text).containsExactlyElementsOf(masked(argv));
        assertThat(event.cut()).isZero();
        assertThat(String.join("\n", lines)).doesNotContain(" cut=");
    }

    private static List<String> masked(List<String> argv) {
        return argv.stream().map(text -> text == null ? "(masked)" : text).toList();
    }

    /** What is there begins as it was given, each gap can be seen, and the count says how many arguments are not whole. */
    @Property(tries = 60)
    void argumentsBeyondTheEventAreCutAndCounted(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 60_000) int length,
            @ForAll @IntRange(min = 1024, max = EventLayout.MAXIMUM) int limit,
            @ForAll("letters") String letter) {
        List<String> argv = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            argv.add(i + letter.repeat(length / letter.length()));
        }
        exec(argv, limit);
        event.outcome(true, 0, null);
        List<String> lines = written(null);
        Map<Integer, Said> read = read(lines);

        int whole = 0;
        for (Map.Entry<Integer, Said> argument : read.entrySet()) {
            Said said = argument.getValue();
            String given = argv.get(argument.getKey());
            byte[] kept = bytes(said);
            assertThat(Arrays.copyOf(given.getBytes(StandardCharsets.UTF_8), kept.length))
                    .isEqualTo(kept);
            if (said.isWhole()) {
                assertThat(said.text()).isEqualTo(given);
                whole++;
            } else {
                assertThat(said.length).isEqualTo(encodedLength(given));
            }
        }
        Matcher cut = Pattern.compile(" cut=(\\d+)\n").matcher(String.join("\n", lines));
        assertThat(cut.find() ? Integer.parseInt(cut.group(1)) : 0).isEqualTo(count - whole);
        assertThat(lines.get(0)).startsWith("type=SYSCALL ");
        assertThat(lines.get(lines.size() - 1)).startsWith("type=PROCTITLE ");
    }

    private static byte[] bytes(Said said) {
        return said.quoted
                ? said.encoded.toString().getBytes(StandardCharsets.US_ASCII)
                : HexFormat.of().parseHex(said.encoded);
    }

    private static long encodedLength(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return (TextBuffer.isPlain(utf8, 0, utf8.length) ? 1L : 2L) * utf8.length;
    }

    /** Arguments around the lengths in bytes at which they are split; together an event has room for them. */
    @Provide
    Arbitrary<List<String>> argv() {
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 50),
                Arbitraries.integers().between(3400, 3800),
                Arbitraries.integers().between(6900, 7600),
                Arbitraries.of(0, 3500, 3700, 3701, 7000, 7400, 7401, 14_000, 14_001, 20_000));
        Arbitrary<String> text = Combinators.combine(letters(), length)
                .as((letter, size) -> letter.repeat(size / letter.getBytes(StandardCharsets.UTF_8).length));
        return Arbitraries.oneOf(text, Statement.texts()).injectNull(0.1).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.of("x", " ", "=", "\u00e4", "\u20ac", "\ud83d\ude00");
    }

    @Provide
    Arbitrary<String> nodes() {
        return Arbitraries.of("n", "n".repeat(255)).injectNull(0.3);
    }
}
