package org.doorward.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.doorward.console.Gogo.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HelpCommandTest {
    private final Gogo shell = new Gogo()
            .with(new HelpCommand(() -> List.of(
                    Gogo.command("auditctl", (words, out, err) -> 0), Gogo.command("work", (words, out, err) -> 0))));

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void everyCommandIsListedWithItsLine() {
        assertThat(shell.run("help")).isEqualTo(new Ran(0, """
                        auditctl     does auditctl
                        work         does work

                        COMMAND --help says more about auditctl, ausearch, autail and aureport; felix:help lists the shell's own commands.
                        """, ""));
    }

    @Test
    void oneCommandIsDescribed() {
        assertThat(shell.run("help work")).isEqualTo(new Ran(0, "work         does work\n", ""));
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(shell.run("help wrok"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "help: no command [wrok]: expected one that help lists; felix:help wrok asks the shell\n"));
    }

    @Test
    void moreThanOneWordIsWrongUsage() {
        assertThat(shell.run("help a b")).isEqualTo(new Ran(2, "", "usage: help [COMMAND]\n"));
    }
}
