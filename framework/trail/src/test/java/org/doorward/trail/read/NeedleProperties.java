package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Eight places at a time find what the JDK finds, at all borders. */
class NeedleProperties {
    @Property(tries = 5000)
    void isWhereATextIs(
            @ForAll("bytes") String hay,
            @ForAll("needles") String needle,
            @ForAll @IntRange(max = 9) int cutBefore,
            @ForAll @IntRange(max = 9) int cutBehind) {
        int from = Math.min(cutBefore, hay.length());
        int to = Math.max(from, hay.length() - cutBehind);
        int at = hay.substring(from, to).indexOf(needle);

        int found = new Needle(bytes(needle)).indexIn(bytes(hay), from, to);

        assertThat(found).isEqualTo(at < 0 ? -1 : from + at);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Few different ones, so that much begins and ends as the needle does; 0 and 1 for the borrow, 0x80 and 0xff for the sign. */
    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\0', '\1', '\u0080', '\u00ff')
                .ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> needles() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\0', '\1', '\u0080', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(4);
    }
}
