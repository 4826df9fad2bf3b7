package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {
    @Test
    void aPlainWordStandsAsItIs() {
        assertThat(ShellLine.of("work", "/srv/a_b-c.d", "1")).isEqualTo("work /srv/a_b-c.d 1");
    }

    @Test
    void aWordOfOtherSignsStandsInSingleQuotes() {
        assertThat(ShellLine.of("sql", "jdbc:h2:/srv/db", "CALL touch(@file)"))
                .isEqualTo("sql 'jdbc:h2:/srv/db' 'CALL touch(@file)'");
    }

    @Test
    void aWordThatWouldEndTheQuotesIsEscapedSignBySign() {
        assertThat(ShellLine.of("it's", "a\\b")).isEqualTo("it\\'s a\\\\b");
    }

    @Test
    void aLineWithoutQuotesIsTypedInSingleOnes() {
        assertThat(ShellLine.typed("transfer alice bob 5000.00")).isEqualTo("'transfer alice bob 5000.00'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a 'b' $HOME `date` \"c\" \\d", "cost$", "x \"y\""})
    void whatIsTypedIsTheLineForTheShellOfTheOperator(String line) throws IOException {
        Process sh = new ProcessBuilder("sh", "-c", "printf %s " + ShellLine.typed(line)).start();

        assertThat(new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }
}
