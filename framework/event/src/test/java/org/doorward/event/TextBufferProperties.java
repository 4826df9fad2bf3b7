package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The value types of the trail, for all values: docs/record-format.md, "Values". */
class TextBufferProperties {
    private final TextBuffer buffer = new TextBuffer(1);

    @Property
    void bytesFromOutsideAreOneWordThatDecodesToTheSame(@ForAll("bytes") byte[] value) {
        buffer.clear();
        String written = text(buffer.untrusted(value, 0, value.length));

        assertThat(written).matches("\"[\\x21\\x23-\\x3c\\x3e-\\x7e]*\"|[0-9A-F]+");
        assertThat(decode(written)).isEqualTo(value);
    }

    @Property
    void bytesFromOutsideAreQuotedIfAndOnlyIfAllOfThemArePlain(@ForAll("bytes") byte[] value) {
        boolean plain = true;
        for (byte b : value) {
            int unsigned = b & 0xff;
            plain &= unsigned >= 0x21 && unsigned <= 0x7e && unsigned != '"' && unsigned != '=';
        }
        buffer.clear();

        assertThat(text(buffer.untrusted(value, 0, value.length)).startsWith("\""))
                .isEqualTo(plain);
    }

    @Example
    void oneByteDecidesWhereverItStands() {
        for (int value = 0; value < 256; value++) {
            boolean plain = value >= 0x21 && value <= 0x7e && value != '"' && value != '=';
            for (int at = 0; at < 17; at++) { // in either eight, and behind them
                byte[] text = "plain-plain-plain".getBytes(StandardCharsets.US_ASCII);
                text[at] = (byte) value;

                assertThat(TextBuffer.isPlain(text, 0, text.length))
                        .as("byte %d at %d", value, at)
                        .isEqualTo(plain);
            }
        }
    }

    @Property
    void everyStringDecodesToTheSame(@ForAll String value) {
        buffer.clear();
        byte[] decoded = decode(text(buffer.untrusted(value)));

        assertThat(decoded).isEqualTo(value.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void noTextIsAWordThatNoTextCanProduce() {
        assertThat(text(buffer.untrusted(null))).isEqualTo("(null)");
        buffer.clear();
        assertThat(text(buffer.untrusted("(null)"))).isEqualTo("\"(null)\"");
    }

    @Property
    void onlyTheGivenPartIsWritten(@ForAll("bytes") byte[] value, @ForAll @IntRange(max = 20) int offset) {
        byte[] around = new byte[value.length + 40];
        java.util.Arrays.fill(around, (byte) '=');
        System.arraycopy(value, 0, around, offset, value.length);
        buffer.clear();

        assertThat(decode(text(buffer.untrusted(around, offset, value.length)))).isEqualTo(value);
    }

    @Property
    void whatFitsIsTheLongestPartThatDoes(@ForAll("bytes") byte[] value, @ForAll @IntRange(max = 100) int longest) {
        int kept = TextBuffer.fitting(value, 0, value.length, longest);
        buffer.clear();
        buffer.untrusted(value, 0, kept);

        assertThat(buffer.length()).isLessThanOrEqualTo(Math.max(2, longest));
        if (kept < value.length && longest >= 2) {
            buffer.clear();
            int more = Math.min(value.length, kept + 4); // the next character whole
            assertThat(buffer.untrusted(value, 0, more).length()).isGreaterThan(longest - 2);
        }
    }

    @Property
    void aCutSplitsNoCharacter(@ForAll String value, @ForAll @IntRange(max = 60) int limit) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int kept = Utf8.boundary(utf8, 0, utf8.length, limit);

        assertThat(kept).isBetween(Math.min(utf8.length, Math.max(0, limit - 3)), Math.min(utf8.length, limit));
        assertThat(value).startsWith(new String(utf8, 0, kept, StandardCharsets.UTF_8));
    }

    @Property
    void bytesThatAreNoTextAreCutWhereTheLimitFalls(@ForAll @IntRange(min = 1, max = 60) int limit) {
        byte[] continuations = new byte[100];
        java.util.Arrays.fill(continuations, (byte) 0x80);

        assertThat(Utf8.boundary(continuations, 0, 100, limit)).isEqualTo(limit);
    }

    @Property
    void utf8IsThatOfTheJdk(@ForAll String value, @ForAll @IntRange(max = 100) int limit) {
        byte[] expected = value.getBytes(StandardCharsets.UTF_8);
        byte[] into = new byte[100];
        int size = Utf8.encode(value, into, 0, limit);

        assertThat(Utf8.size(value)).isEqualTo(expected.length);
        assertThat(size).isEqualTo(Utf8.boundary(expected, 0, expected.length, limit));
        assertThat(java.util.Arrays.copyOf(into, size)).isEqualTo(java.util.Arrays.copyOf(expected, size));
    }

    @Property
    void numbersAreThoseOfTheJdk(@ForAll long value) {
        buffer.clear();
        buffer.decimal(value).letter(' ').lowerHex(value);

        assertThat(text(buffer)).isEqualTo(value + " " + Long.toHexString(value));
    }

    @Property
    void decimalNumbersArePlain(@ForAll long units, @ForAll @IntRange(max = 18) int decimals) {
        buffer.clear();

        assertThat(text(buffer.decimal(units, decimals)))
                .isEqualTo(BigDecimal.valueOf(units, decimals).toPlainString());
    }

    @Property
    void millisecondsHaveThreeDigits(@ForAll @IntRange(max = 999) int millis) {
        buffer.clear();

        assertThat(text(buffer.millis(millis))).isEqualTo(String.format("%03d", millis));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<byte[]> nearlyPlain = Arbitraries.of(
                        "a", "Z", "/", "=", "\"", "~", "!", " ", "\u007f", "\n", "\u00e4", "'")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(any, nearlyPlain);
    }

    private static String text(TextBuffer buffer) {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] decode(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).getBytes(StandardCharsets.ISO_8859_1)
                : HexFormat.of().parseHex(written);
    }
}
