package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens tokens = new Tokens();

    private String word(byte[] bytes) {
        return tokens.word(bytes, 0, bytes.length, StandardCharsets.UTF_8);
    }

    @Property
    void aWordIsWhatItsBytesSayWhateverWasAskedForBefore(@ForAll @Size(max = 20) List<byte[]> asked) {
        Tokens shared = new Tokens();
        for (byte[] bytes : asked) {
            for (int round = 0; round < 2; round++) {
                assertThat(shared.word(bytes, 0, bytes.length, StandardCharsets.UTF_8))
                        .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aWordThatComesAgainIsTheVerySameObject() {
        String first = word("org.example.app".getBytes(StandardCharsets.UTF_8));

        assertThat(word("org.example.app".getBytes(StandardCharsets.UTF_8))).isSameAs(first);
    }

    @Test
    void wordsOfOnePlaceAreNotTakenForOneAnother() {
        byte[] one = "aXbXc".getBytes(StandardCharsets.UTF_8);
        byte[] other = "aYbYc".getBytes(StandardCharsets.UTF_8); // same length, first, middle and last byte

        assertThat(word(one)).isEqualTo("aXbXc");
        assertThat(word(other)).isEqualTo("aYbYc");
        assertThat(word(one)).isEqualTo("aXbXc");
    }

    @Test
    void whatTheCallerWritesIntoItsBytesLaterChangesNoWord() {
        byte[] bytes = "secrets".getBytes(StandardCharsets.UTF_8);
        word(bytes);
        bytes[3] = 'X';

        assertThat(word(bytes)).isEqualTo("secXets");
        assertThat(word("secrets".getBytes(StandardCharsets.UTF_8))).isEqualTo("secrets");
    }

    @Test
    void aLongWordIsNotKept() {
        byte[] bytes = "x".repeat(256).getBytes(StandardCharsets.UTF_8);

        assertThat(word(bytes)).isEqualTo("x".repeat(256)).isNotSameAs(word(bytes));
    }
}
