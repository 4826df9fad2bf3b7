package org.doorward.tools.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.doorward.tools.Run;
import org.doorward.tools.search.AusearchCommand;

/** Whatever bytes a trail has, each form prints each event, and nothing that a terminal would obey. */
class HostileFormProperties {
    private static final String[] NAMES = {
        "arch",
        "syscall",
        "a0",
        "a1",
        "a2",
        "a3",
        "uid",
        "exit",
        "saddr",
        "proctitle",
        "name",
        "key",
        "acct",
        "mode",
        "msg",
        "data",
        "cap_fp",
        "sig",
        "list",
        "per",
        "subj",
        "res",
        "node",
        "type",
        "avc:",
        "{",
        "cwd",
        "nametype",
        "inode",
        "success",
        "auid",
        "exe",
        "comm",
        "op",
        "msg='op",
        "ses",
        "obj",
        "id",
        "x"
    };

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void everyFormPrintsEveryEvent(@ForAll("lines") List<String> lines) throws IOException {
        Path trail = Files.createTempFile("hostile", ".log");
        try {
            Files.write(trail, lines, StandardCharsets.ISO_8859_1);
            for (Form form : Form.values()) {
                String word = form.name().toLowerCase(Locale.ROOT);
                List<String> arguments = new ArrayList<>(List.of("-if", trail.toString(), "--format", word));
                if (form == Form.CSV && lines.size() % 2 == 0) { // labels are looked for in another way
                    arguments.addAll(List.of("--extra-labels", "--extra-keys", "--extra-obj2", "--extra-time"));
                }
                Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), arguments);

                assertThat(run.err()).as(word).isEmpty();
                assertThat(run.exitCode()).as(word).isZero();
                if (form != Form.RAW) {
                    assertThat(run.out()).as(word).doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
                }
                if (form == Form.CSV || form == Form.TEXT) {
                    assertThat(run.out().lines()).as(word).hasSizeGreaterThanOrEqualTo(lines.size());
                }
                if (form == Form.JSON) {
                    assertThat(run.out().lines()).hasSize(lines.size()).allMatch(JsonText::isJson);
                }
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void whoDidWhatIsSaidWhateverTheRecordsOfOneEventAre(@ForAll("lines") List<String> lines) throws IOException {
        Path trail = Files.createTempFile("hostile", ".log");
        try {
            List<String> event = lines.stream()
                    .map(line -> line.replaceFirst("audit\\([^)]*\\)", "audit(1750000000.000:1)"))
                    .toList();
            Files.write(trail, event, StandardCharsets.ISO_8859_1);
            for (List<String> form : List.of(
                    List.of("--format", "text"),
                    List.of("--format", "csv"),
                    List.of("--format", "csv", "--extra-labels", "--extra-keys", "--extra-obj2", "--extra-time"))) {
                List<String> arguments = new ArrayList<>(List.of("-if", trail.toString()));
                arguments.addAll(form);
                Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), arguments);

                assertThat(run.err()).as("%s", form).isEmpty();
                assertThat(run.exitCode()).as("%s", form).isZero();
                assertThat(run.out()).as("%s", form).doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> noise = Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(12)
                .filter(text -> text.indexOf('\n') < 0);
        Arbitrary<String> value = Arbitraries.oneOf(
                noise,
                Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMaxLength(60),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.of("\"", "'", "\"a b\"", "'a=1 b=2'", "(null)", "(", "", ",", "a,b", "\"a,b\",c"));
        Arbitrary<String> field = Combinators.combine(Arbitraries.of(NAMES), value, Arbitraries.of("=", "=", "=", " "))
                .as((name, text, between) -> name + between + text);
        Arbitrary<String> record = Combinators.combine(
                        Arbitraries.of(
                                "SYSCALL",
                                "PATH",
                                "AVC",
                                "USER_AVC",
                                "SOCKADDR",
                                "EXECVE",
                                "TTY",
                                "USER_CMD",
                                "SECCOMP",
                                "CWD",
                                "CONFIG_CHANGE",
                                "MAC_UNLBL_ALLOW",
                                "NO_SUCH_TYPE"),
                        Arbitraries.oneOf(field, noise).list().ofMaxSize(9),
                        Arbitraries.of("", "", "\u001d", "\u001dUID=\"\u0007\" SADDR={"))
                .as((type, fields, added) -> "type=" + type + " msg=audit(STAMP): " + String.join(" ", fields) + added);
        return record.list().ofMinSize(1).ofMaxSize(5).map(records -> {
            for (int i = 0; i < records.size(); i++) {
                records.set(i, records.get(i).replace("STAMP", 1_750_000_000 + 5 * i + ".000:" + (i + 1)));
            }
            return records;
        });
    }
}
