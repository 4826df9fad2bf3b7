package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The head of a line is what its drawing says, written as a pattern. */
class RecordHeadProperties {
    private static final Pattern DRAWING =
            Pattern.compile("^(?:node=(\\S+) )?type=(\\S+) msg=audit\\((\\d{1,12})\\.(\\d{3}):(\\d{1,18})\\): ?");

    private static RecordHead drawn(String line) {
        Matcher head = DRAWING.matcher(line);
        return !head.find()
                ? null
                : new RecordHead(
                        head.group(1),
                        head.group(2),
                        Long.parseLong(head.group(3)) * 1000 + Long.parseLong(head.group(4)),
                        Long.parseLong(head.group(5)),
                        head.end());
    }

    @Property(tries = 5000)
    void isReadAsDrawn(@ForAll("lines") String line) {
        assertThat(RecordHead.of(line)).as(line).isEqualTo(drawn(line));
    }

    /** Parts of heads, in order and mostly whole, now and then spoilt. */
    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> word =
                Arbitraries.strings().withChars("aZ_=(\t\u00e9 ").ofMaxLength(3);
        Arbitrary<String> node =
                Arbitraries.of("", "", "node=", "node").flatMap(start -> word.map(rest -> start + rest));
        Arbitrary<String> blank = Arbitraries.of("", " ", " ", " ", "\t", "\u000b");
        Arbitrary<String> type =
                Arbitraries.of("type=", "type=", "type", "xtype=").flatMap(start -> word.map(rest -> start + rest));
        Arbitrary<String> stamp = Arbitraries.of(" msg=audit(", " msg=audit(", " msg=audit(", "msg=audit(", " msg=");
        return Combinators.combine(node, blank, type, stamp, digits(14), Arbitraries.of(".", ".", ","), digits(4))
                .as((a, b, c, d, e, f, g) -> a + (a.isEmpty() ? "" : b) + c + d + e + f + g)
                .flatMap(start -> Combinators.combine(
                                Arbitraries.of(":", ":", ""),
                                digits(20),
                                Arbitraries.of("):", "): ", "): a=1", ")", ""))
                        .as((colon, serial, end) -> start + colon + serial + end));
    }

    private static Arbitrary<String> digits(int most) {
        return Arbitraries.strings().numeric().ofMaxLength(most);
    }
}
