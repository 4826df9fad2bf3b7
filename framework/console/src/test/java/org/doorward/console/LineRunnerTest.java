package org.doorward.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.doorward.console.Gogo.Ran;
import org.doorward.tools.control.ShellWord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineRunnerTest {
    /** Commands of another scope, found by their methods as Gogo does it. */
    public static final class Foreign {
        public String help() {
            return "the shell's own";
        }

        public String upper(String word) {
            return word.toUpperCase(Locale.ROOT);
        }
    }

    private final Gogo shell = new Gogo()
            .with("say", (words, out, err) -> {
                out.println(String.join("|", words));
                return 0;
            })
            .with("refuse", (words, out, err) -> {
                err.println("refused " + words);
                return 2;
            })
            .withForeign("other", new Foreign(), "upper");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aToolCommandGetsItsWordsAndItsOutputComesBack() {
        assertThat(shell.run("say a 'b c' -s")).isEqualTo(new Ran(0, "a|b c|-s\n", ""));
    }

    @Test
    void theExitCodeOfAToolCommandIsThatOfTheLineAndItsMessagesAreNoOutput() {
        assertThat(shell.run("refuse x")).isEqualTo(new Ran(2, "", "refused [x]\n"));
    }

    @Test
    void theLastToolCommandOfALineDecides() {
        assertThat(shell.run("refuse x; say y").exitCode()).isZero();
        assertThat(shell.run("say y; refuse x").exitCode()).isEqualTo(2);
    }

    @Test
    void whatFollowsOnSuccessDoesNotFollowARefusal() {
        assertThat(shell.run("refuse x && say y")).isEqualTo(new Ran(2, "", "refused [x]\n"));
        assertThat(shell.run("refuse x || say y")).isEqualTo(new Ran(0, "y\n", "refused [x]\n"));
    }

    @Test
    void theResultOfAShellCommandIsPrinted() {
        assertThat(shell.run("upper abc")).isEqualTo(new Ran(0, "ABC\n", ""));
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(shell.run("nosuch 1")).isEqualTo(new Ran(1, "", "doorward: Command not found: nosuch\n"));
    }

    @Test
    void aSyntaxErrorIsReported() {
        Ran ran = shell.run("say 'x");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("doorward: ");
    }

    @Test
    void whatACommandThrowsEndsTheLineAndNothingElse() {
        shell.with("fail", (words, out, err) -> {
                    throw new IllegalStateException("because");
                })
                .with("unlinked", (words, out, err) -> {
                    throw new NoClassDefFoundError("some/Type");
                });

        assertThat(shell.run("fail")).isEqualTo(new Ran(1, "", "doorward: because\n"));
        assertThat(shell.run("unlinked"))
                .isEqualTo(new Ran(1, "", "doorward: java.lang.NoClassDefFoundError: some/Type\n"));
        assertThat(shell.run("say on")).isEqualTo(new Ran(0, "on\n", ""));
    }

    @Test
    void aCommandOfDoorwardComesBeforeOneOfTheSameNameInAnotherScope() {
        // Gogo looks through scopes in the order of a hash table: with so many, some come before ours.
        for (char scope = 'a'; scope <= 'z'; scope++) {
            shell.withForeign(String.valueOf(scope), new Foreign(), "help");
        }
        shell.with("help", (words, out, err) -> {
            out.println("of Doorward");
            return 0;
        });

        assertThat(shell.run("help").out()).isEqualTo("of Doorward\n");
        assertThat(shell.run("f:help").out()).isEqualTo("the shell's own\n");
    }

    @Test
    void withoutAShellTheLineIsRefused() {
        assertThat(Gogo.run(new LineRunner(() -> null), "say x"))
                .isEqualTo(new Ran(
                        2, "", "doorward: the shell is not running: is org.apache.felix.gogo.runtime started?\n"));
    }

    @Test
    void aQuotedWordArrivesAsItIs() {
        List<String> arrived = new ArrayList<>();
        shell.with("take", (words, out, err) -> {
            arrived.addAll(words);
            return 0;
        });
        for (String word : List.of(
                "plain",
                "two words",
                "it's",
                "say \"x\"",
                "$home",
                "a|b;c&d",
                "(x) {y} [z]",
                "back\\slash",
                "#note",
                "~",
                "*?",
                "tab\there",
                "",
                "\u00e4\u20ac",
                "-k",
                "<a>=%")) {
            arrived.clear();

            Ran ran = shell.run("take " + ShellWord.quote(word) + " last");

            assertThat(arrived).as(ran.toString()).containsExactly(word, "last");
        }
    }
}
