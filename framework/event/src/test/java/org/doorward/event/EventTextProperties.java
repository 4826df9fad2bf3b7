package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever an event says, its lines are such that the readers of trails take them for what they are. */
class EventTextProperties {
    private static final Pattern LINE =
            Pattern.compile("(node=\\S+ )?type=[A-Z_]+ msg=audit\\(\\d+\\.\\d{3}:-?\\d+\\): \\S.*");
    private static final Pattern VALUE = Pattern.compile("[^ \"]*|\"[^ \"=]*\"");
    private static final String NODE = "n".repeat(255);

    private final EventEncoder event = new EventEncoder();
    private boolean entry;

    @Property
    void noTextFromOutsideForgesALineOrAField(
            @ForAll("statements") List<Statement> statements, @ForAll("kinds") KindSpec kind) {
        List<String> said = fieldNames(lines(kind, statements, text -> text));
        List<String> harmless = fieldNames(lines(kind, statements, text -> "x"));

        assertThat(said).isEqualTo(harmless);
    }

    @Property
    void noTextFromOutsideForgesAFieldOfAnEntry(
            @ForAll("statements") List<Statement> statements, @ForAll("kinds") KindSpec kind) {
        entry = true;
        List<String> said = fieldNames(lines(kind, statements, text -> text));
        List<String> harmless = fieldNames(lines(kind, statements, text -> "x"));

        assertThat(said).isEqualTo(harmless).hasSize(1);
    }

    @Property(tries = 300)
    void noEntryIsLongerThanTheReadersTake(
            @ForAll("statements") List<Statement> statements,
            @ForAll("kinds") KindSpec kind,
            @ForAll("blowers") String letter,
            @ForAll @IntRange(min = 50, max = 5000) int length) {
        entry = true;
        String text = letter.repeat(length / letter.length());

        assertLines(lines(kind, statements, any -> text));
    }

    @Property(tries = 300)
    void noLineIsLongerThanTheReadersTake(
            @ForAll("statements") List<Statement> statements,
            @ForAll("kinds") KindSpec kind,
            @ForAll("blowers") String letter,
            @ForAll @IntRange(min = 50, max = 5000) int length) {
        String text = letter.repeat(length / letter.length());

        assertLines(lines(kind, statements, any -> text));
    }

    @Property(tries = 200)
    void noFactIsLongerThanTheReadersTake(
            @ForAll RecordType type,
            @ForAll @Size(max = 8) List<@IntRange(max = 6000) Integer> lengths,
            @ForAll("blowers") String letter) {
        if (type.form() == RecordType.Form.OPERATION) {
            return;
        }
        event.begin(type);
        for (int i = 0; i < lengths.size(); i++) {
            event.factText("field" + i, letter.repeat(lengths.get(i)));
        }
        List<String> lines = formatted();

        assertThat(lines).hasSize(1);
        assertLines(lines);
    }

    @Property
    void aSecretIsNeverWritten(@ForAll("statements") List<Statement> statements, @ForAll("kinds") KindSpec kind) {
        List<Statement> withSecrets = new ArrayList<>(statements);
        withSecrets.add(new Statement.Section("m", "k"));
        withSecrets.add(new Statement.Text("iban", "DE89370400440532013000", 22, true, true));
        withSecrets.add(new Statement.Secret("pin", true));
        String written = String.join("\n", lines(kind, withSecrets, text -> text));

        assertThat(written)
                .contains(" pin=(masked)")
                .containsPattern(" iban=hmac:[0-9a-f]{32}( |\\n|$)")
                .doesNotContain("DE89370400440532013000")
                .doesNotContain(HexFormat.of()
                        .withUpperCase()
                        .formatHex("DE89370400440532013000".getBytes(StandardCharsets.US_ASCII)));
    }

    @Property(tries = 60)
    void anEventOfAnySizeStaysWithinItsMaximumAndCountsWhatItLeavesOut(
            @ForAll @IntRange(max = 80) int denials,
            @ForAll @IntRange(max = 6000) int sections,
            @ForAll @IntRange(max = 4096) int length,
            @ForAll("blowers") String letter) {
        String text = letter.repeat(length / letter.length());
        begin(KindTable.contract().find("file.open"));
        event.path(org.doorward.module.PathArgument.Role.OBJECT, "/" + text);
        for (int i = 0; i < denials; i++) {
            event.denial("m" + i, text, text, true);
        }
        for (int i = 0; i < sections; i++) {
            event.section("m", "s" + i);
            event.field("f", text);
        }
        String all = String.join("\n", formatted());

        int written = count(all, "type=AVC ") + count(all, " f=");
        Matcher cut = Pattern.compile(" cut=(\\d+)\ntype=PROCTITLE").matcher(all.replace("node=" + NODE + " ", ""));
        int counted = cut.find() ? Integer.parseInt(cut.group(1)) : 0;
        assertThat(written + counted).isBetween(denials + sections, denials + 2 * sections); // a section counts, too
        if (written == denials + sections) {
            assertThat(counted).isZero();
        }
    }

    private List<String> lines(KindSpec kind, List<Statement> statements, Function<String, String> texts) {
        begin(kind);
        for (Statement statement : statements) {
            replaced(statement, texts).write(event);
        }
        return formatted();
    }

    private void begin(KindSpec kind) {
        if (entry) {
            event.beginEntry(kind);
        } else {
            event.begin(kind);
        }
    }

    private List<String> formatted() {
        event.stamp(1750000000000L, 7);
        EventText text = new EventText(process(), new byte[] {1});
        ByteBuffer lines = text.format(event.array(), 0, event.length());
        assertLines(lines.duplicate());
        return StandardCharsets.ISO_8859_1.decode(lines).toString().lines().toList();
    }

    private static ProcessIdentity process() {
        ProcessIdentity contract = ContractTrail.process();
        return new ProcessIdentity(
                NODE,
                contract.version(),
                contract.pid(),
                contract.parentPid(),
                contract.loginUid(),
                contract.session(),
                contract.ids(),
                contract.terminal(),
                contract.java(),
                "/" + "\u00e4".repeat(2047),
                contract.title());
    }

    /** The form of lines: whole, of printable characters, short enough, together not too much. */
    static void assertLines(ByteBuffer lines) {
        assertThat(lines.remaining()).isLessThanOrEqualTo(EventLayout.MAXIMUM);
        String text = StandardCharsets.ISO_8859_1.decode(lines).toString();
        assertThat(text).endsWith("\n");
        assertLines(text.lines().toList());
    }

    static void assertLines(List<String> lines) {
        for (String line : lines) {
            assertThat(line.length()).as("length").isLessThanOrEqualTo(longest(line));
            assertThat(line.chars().allMatch(c -> c >= 0x20 && c <= 0x7e))
                    .as(line)
                    .isTrue();
            assertThat(LINE.matcher(line).matches()).as(line).isTrue();
        }
    }

    private static int longest(String line) {
        return line.contains("type=KERNEL_OTHER ") ? 8900 : line.contains("type=EXECVE ") ? 7500 : 8969;
    }

    /** Type and names of fields of each line; checks that each value is one word. Pieces that go on are one. */
    private static List<String> fieldNames(List<String> lines) {
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            String body = line.substring(line.indexOf("): ") + 3)
                    .replace("msg='", "")
                    .replace("avc:  denied  { ", "avc{")
                    .replace(" } for  ", "}for ");
            StringBuilder said = new StringBuilder(line.replaceAll(".*type=([A-Z_]+) .*", "$1"));
            for (String word : body.split(" ")) {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                if (equals >= 0) {
                    assertThat(VALUE.matcher(word.substring(equals + 1)).matches())
                            .as(line)
                            .isTrue();
                }
                if (!name.endsWith("_len")) {
                    said.append(' ').append(name);
                }
            }
            names.add(said.toString());
        }
        return names;
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    /** The same statement with other texts; what decides on the number of records stays. */
    private static Statement replaced(Statement statement, Function<String, String> texts) {
        Function<String, String> f = text -> text == null ? null : texts.apply(text);
        if (statement instanceof Statement.Text s) {
            return new Statement.Text(s.name(), f.apply(s.value()), 0, s.field(), s.hashed());
        } else if (statement instanceof Statement.Path s) {
            return new Statement.Path(s.role(), f.apply(s.name()), s.fromBytes());
        } else if (statement instanceof Statement.Section s) {
            return new Statement.Section(f.apply(s.module()), f.apply(s.key()));
        } else if (statement instanceof Statement.SectionRule s) {
            return new Statement.SectionRule(f.apply(s.rule()));
        } else if (statement instanceof Statement.Key s) {
            return new Statement.Key(f.apply(s.key()));
        } else if (statement instanceof Statement.Denial s) {
            return new Statement.Denial(f.apply(s.module()), f.apply(s.rule()), f.apply(s.reason()), s.permissive());
        } else if (statement instanceof Statement.Outcome s) {
            return new Statement.Outcome(s.success(), s.exit(), f.apply(s.exception()));
        } else if (statement instanceof Statement.Subject s) {
            return new Statement.Subject(
                    f.apply(s.name()), f.apply(s.version()), f.apply(s.location()), f.apply(s.label()));
        }
        if (statement instanceof Statement.Tenant s) {
            return new Statement.Tenant(f.apply(s.tenant()));
        } else if (statement instanceof Statement.Principal s) {
            return new Statement.Principal(f.apply(s.principal()));
        } else if (statement instanceof Statement.Via s) {
            return new Statement.Via(f.apply(s.label()));
        } else if (statement instanceof Statement.Address s) {
            return new Statement.Address(s.name(), s.ip(), s.scope(), s.port(), f.apply(s.asked()));
        } else if (statement instanceof Statement.UnixAddress s) {
            return new Statement.UnixAddress(s.name(), bytes(f.apply("x")));
        } else if (statement instanceof Statement.Argument s) {
            return new Statement.Argument(f.apply(s.text()));
        } else if (statement instanceof Statement.Process s) {
            return new Statement.Process(s.name(), s.pid(), s.loginUid(), s.uid(), s.session(), f.apply(s.command()));
        }
        return statement;
    }

    private static List<Byte> bytes(String text) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b);
        }
        return bytes;
    }

    @Provide
    Arbitrary<KindSpec> kinds() {
        return Arbitraries.oneOf(
                Arbitraries.of(KindTable.contract().all()),
                Arbitraries.just(KindSpec.application("payment.transfer", List.of())));
    }

    /** Sections have at most one rule, as the context of a module gives. */
    @Provide
    Arbitrary<List<Statement>> statements() {
        return Statement.any().list().ofMaxSize(15).map(all -> {
            List<Statement> good = new ArrayList<>();
            boolean ruled = false;
            for (Statement statement : all) {
                if (statement instanceof Statement.Section) {
                    ruled = false;
                } else if (statement instanceof Statement.SectionRule) {
                    if (ruled) {
                        continue;
                    }
                    ruled = true;
                }
                good.add(statement);
            }
            return good;
        });
    }

    /** Letters whose written form is as they are, twice, four and eight times as long. */
    @Provide
    Arbitrary<String> blowers() {
        return Arbitraries.of("a", " ", "\u00e4", "\u20ac", "\ud83d\ude00");
    }
}
