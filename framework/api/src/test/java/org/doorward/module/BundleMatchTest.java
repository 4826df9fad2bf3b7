package org.doorward.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleMatchTest {
    private static final String HASH = "ab".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.example.app@location=file:/srv/app.jar?a=b@c",
                "org.example.app@sha256=abababababababababababababababababababababababababababababababab"
            })
    void whatIsPrintedIsParsedBackToTheSame(String text) {
        assertThat(BundleMatch.parse(text)).hasToString(text);
    }

    @Test
    void aParsedMatchIsTheBundleWithThatNameAndThatProof() {
        BundleMatch match = BundleMatch.parse("org.example.app@sha256=" + HASH.toUpperCase(java.util.Locale.ROOT));

        assertThat(match.matches("org.example.app", "file:/any.jar", Optional.of(HASH)))
                .isTrue();
        assertThat(match.matches("org.example.app", "file:/any.jar", Optional.empty()))
                .isFalse();
        assertThat(match.matches("org.example.other", "file:/any.jar", Optional.of(HASH)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "org.example.app",
                "org.example.app@",
                "org.example.app@location",
                "org.example.app@location=",
                "@location=file:/a.jar",
                "org.example.app@=x",
                "org.example.app@signer=x",
                "org.example.app=x@y"
            })
    void aNameWithoutAProofIsRefusedWithTheTextAndWhatIsExpected(String text) {
        assertThatThrownBy(() -> BundleMatch.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bundle [" + text + "]")
                .hasMessageContaining("NAME@sha256=DIGITS or NAME@location=LOCATION");
    }

    @Test
    void aHashOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> BundleMatch.parse("org.example.app@sha256=abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sha256 [abc] of [org.example.app]");
    }
}
