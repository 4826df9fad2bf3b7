package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.doorward.control.Mode;
import org.doorward.guard.OperationEntry;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.PathArgument;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments whose own code throws, lies, or does something else. */
class HostileArgumentTest {
    private static final Kind SEND = Kind.of("mail.send");
    private static final TextArgument TO = SEND.textArgument("to");
    private static final TextArgument SUBJECT = SEND.textArgument("subject");
    private static final PathArgument ATTACHMENT = SEND.pathArgument("attachment", PathArgument.Role.OBJECT);

    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /** Text that gives out another content each time. */
    private record Text(Supplier<String> content) implements CharSequence {
        @Override
        public int length() {
            return content.get().length();
        }

        @Override
        public char charAt(int index) {
            return content.get().charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return content.get().subSequence(start, end);
        }

        @Override
        public String toString() {
            return content.get();
        }
    }

    private static Text alternating(String first, String second) {
        int[] calls = {0};
        return new Text(() -> calls[0]++ == 0 ? first : second);
    }

    private static Text throwing() {
        return new Text(() -> {
            throw new IllegalStateException("mine");
        });
    }

    private void flagAll() {
        engine.modules(module("all", DecisionTest.flagging("all"), "mail.*", "file.*"));
    }

    // ---- text of the enforcement point

    @Test
    void textThatChangesIsJudgedAndRecordedAsItWasWhenItWasSet() {
        List<String> judged = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    judged.add(operation.get(TO));
                    judged.add(operation.get(TO));
                    audit.flag("f");
                    return Decision.PASS;
                },
                "mail.*"));

        guard.operation(SEND).set(TO, alternating("good", "evil")).call(() -> null);

        assertThat(judged).containsExactly("good", "good");
        assertThat(field(engine.operations().get(0), "to")).isEqualTo("good");
    }

    @Test
    void textThatThrowsHitsItsOwnCallerAndTheOperationCanBeDescribedOn() {
        flagAll();
        OperationEntry entry = guard.operation(SEND).set(SUBJECT, "kept");

        assertThatThrownBy(() -> entry.set(TO, throwing())).hasMessage("mine");
        entry.set(TO, "better").call(() -> null);

        assertThat(engine.operations()).singleElement().asString().contains("subject=\"kept\"", "to=\"better\"");
    }

    /* Its own code enters the very operation that it is set on; another one takes the frame meanwhile. */
    @Test
    void textThatEntersItsOwnOperationWritesIntoNoOtherOne() {
        flagAll();
        OperationEntry entry = guard.operation(SEND);
        OperationGuard victim = engine.core().guard(new Engine.Identity("org.example.victim", "1.0.0", ""));
        OperationEntry[] other = {null};
        Text entering = new Text(() -> {
            entry.call(() -> null);
            other[0] = victim.operation(SEND).set(SUBJECT, "victim");
            return "smuggled";
        });

        assertThatThrownBy(() -> entry.set(TO, entering)).isInstanceOf(IllegalStateException.class);
        assertThat(engine.operations()).singleElement().asString().doesNotContain("smuggled");
        other[0].call(() -> null);
        assertThat(engine.operations()).last().asString().contains("victim").doesNotContain("smuggled");
    }

    @Test
    void theCodeOfAnArgumentIsMediatedLikeAnyOther() {
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    return Decision.PASS;
                },
                "mail.*",
                "file.open"));
        Text opening = new Text(() -> guard.<String, RuntimeException>file(Kind.FILE_OPEN, "/a", path -> path));

        guard.operation(SEND).set(TO, opening).call(() -> null);

        assertThat(asked).containsExactly("file.open", "mail.send");
    }

    // ---- text of a module

    @Test
    void textOfAModuleThatThrowsIsItsOwnFaultAndSpoilsNoEvent() {
        SecurityModule careless = (operation, audit) -> {
            audit.flag("before").field("n", 1).field("bad", throwing());
            return Decision.PASS;
        };
        engine.modules(
                Engine.ranked("careless", 2, Mode.COMPLAIN, careless, "file.open"),
                Engine.ranked("after", 1, Mode.ENFORCE, DecisionTest.flagging("after"), "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(records(engine.operations().get(0), "KERNEL_OTHER"))
                .containsExactly("module=\"careless\" flag=\"before\" n=1", "module=\"after\" flag=\"after\"");
        assertThat(engine.facts("ANOM_RBAC_FAIL")).singleElement().asString().contains("module=\"careless\"");
    }

    @Test
    void textOfAModuleThatGrowsBetweenTwoReadingsSpoilsNoEvent() {
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("f")
                            .field("first", alternating("a", "b".repeat(3000)))
                            .hashed("second", alternating("a", "b".repeat(3000)))
                            .field("last", 7);
                    audit.reason(alternating("a", "b".repeat(3000))).rule(alternating("r", "rr"));
                    return Decision.PASS;
                },
                "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(records(engine.operations().get(0), "KERNEL_OTHER"))
                .singleElement()
                .asString()
                .matches("module=\"m\" flag=\"f\" (rule=\\S+ )?first=\"b\" second=hmac:\\S+ last=7.*");
    }

    @Test
    void aMalformedNameOfAFieldIsTheModulesFaultAndSpoilsNoEvent() {
        engine.modules(module(
                "m",
                Mode.COMPLAIN,
                (operation, audit) -> {
                    audit.flag("f").field("n", 1).field("no blanks", 2);
                    return Decision.PASS;
                },
                "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("flag=\"f\" n=1")
                .doesNotContain("blanks");
    }

    @Test
    void aKeyWithAControlCharacterIsRefusedAndALongOneCut() {
        List<Throwable> thrown = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    try {
                        audit.flag("a\u0001b");
                    } catch (IllegalArgumentException e) {
                        thrown.add(e);
                    }
                    audit.flag("\u00e9".repeat(200));
                    return Decision.PASS;
                },
                "file.open"));

        guard.file(Kind.FILE_OPEN, "/a", path -> null);

        assertThat(thrown)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("key [a?b] of module [m] has a control character at 1: expected none");
        assertThat(records(engine.operations().get(0), "SYSCALL").get(0)).endsWith("key=" + "C3A9".repeat(127));
    }

    // ---- paths

    @Test
    void aPathThatIsNullIsLeftOut() {
        List<String> seen = new ArrayList<>();
        engine.rules("-a always,exit -F dir=/srv");
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    seen.add(operation.has(ATTACHMENT) + " " + operation.get(ATTACHMENT));
                    audit.flag("f");
                    return Decision.PASS;
                },
                "mail.*"));

        guard.operation(SEND).set(ATTACHMENT, (String) null).call(() -> null);
        guard.operation(SEND).set(ATTACHMENT, (Path) null).call(() -> null);
        guard.operation(SEND)
                .set(ATTACHMENT, "/srv/a")
                .set(ATTACHMENT, (Path) null)
                .call(() -> null);

        assertThat(seen).containsExactly("false null", "false null", "false null");
        assertThat(engine.operations()).hasSize(3).noneMatch(event -> event.contains("attachment"));
    }

    @Test
    void theOptionalSecondPathIsLookedAtToo() {
        Kind stat = Kind.of("file.stat");
        PathArgument path = stat.pathArgument("path", PathArgument.Role.OBJECT);
        PathArgument other = stat.pathArgument("other", PathArgument.Role.OBJECT);
        List<Boolean> seen = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    FileOperation file = (FileOperation) operation;
                    seen.add(file.hasTwoPaths());
                    seen.add(file.touches(PathMatch.under("/srv/secret")));
                    return Decision.PASS;
                },
                "file.stat"));

        guard.operation(stat).set(path, "/a").set(other, "/srv/secret/b").call(() -> null);
        guard.operation(stat).set(path, "/a").call(() -> null);

        assertThat(seen).containsExactly(true, true, false, false);
    }

    @Test
    void aPathOfAnotherFileSystemIsItsUriAndLiesInNoFolder(@TempDir Path folder) throws IOException {
        List<Boolean> touched = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    touched.add(((FileOperation) operation).touches(PathMatch.under("/")));
                    audit.flag("f").field("path", ((FileOperation) operation).source());
                    return Decision.PASS;
                },
                "file.*"));
        URI zip = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = files.getPath("/notes.txt");
            guard.file(Kind.FILE_CREATE, inside, path -> Files.writeString(path, "x"));
        }

        assertThat(touched).containsExactly(false);
        assertThat(engine.operations().get(0)).contains("path=\"" + zip + "!/notes.txt\"");
    }

    private static Path hostile(Supplier<URI> uri) {
        return (Path) Proxy.newProxyInstance(
                HostileArgumentTest.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toUri")) {
                        return uri.get();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void aPathWhoseOwnCodeThrowsStopsTheOperationBeforeItStarts() {
        flagAll();
        List<Object> ran = new ArrayList<>();
        Path throwing = hostile(() -> {
            throw new IllegalStateException("mine");
        });

        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, throwing, ran::add)).hasMessage("mine");
        assertThatThrownBy(() -> guard.file(Kind.FILE_RENAME, Path.of("/a"), throwing, (from, to) -> ran.add(to)))
                .hasMessage("mine");
        assertThatThrownBy(() -> guard.operation(SEND).set(ATTACHMENT, throwing))
                .hasMessage("mine");
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, hostile(() -> null), ran::add))
                .isInstanceOf(NullPointerException.class);

        assertThat(ran).isEmpty();
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void aPathThatChangesIsRecordedAsItWasJudged() {
        int[] calls = {0};
        Path changing = hostile(() -> URI.create("x:/" + calls[0]++));
        List<String> judged = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    judged.add(((FileOperation) operation).source().toString());
                    audit.flag("f");
                    return Decision.PASS;
                },
                "file.*"));

        guard.file(Kind.FILE_OPEN, changing, path -> null);

        assertThat(judged).containsExactly("x:/0");
        assertThat(records(engine.operations().get(0), "PATH").get(0)).contains("x:/0");
        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void namesWithOddCharactersAreComparedAsTheyAreWritten() {
        List<Boolean> touched = new ArrayList<>();
        PathMatch odd = PathMatch.under("/srv/secret");
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    touched.add(((FileOperation) operation).touches(odd));
                    audit.flag("f");
                    return Decision.PASS;
                },
                "file.*"));

        for (String name : List.of(
                "/srv/secret/\u00e9\u4e2d\ud83d\ude00",
                "/srv/secret\u00e9/x",
                "/srv/\u0000/\n\"=",
                "/..//../srv/./secret/\ud83d")) {
            guard.file(Kind.FILE_OPEN, name, path -> null);
        }

        assertThat(touched).containsExactly(true, false, false, true);
        assertThat(engine.operations()).hasSize(4);
    }

    @Test
    void aHugeNameIsCutInTheRecordAndComparedWhole() {
        List<Boolean> touched = new ArrayList<>();
        String name = "/" + "a/".repeat(100_000) + "../".repeat(100_000) + "srv/secret/x";
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    touched.add(((FileOperation) operation).touches(PathMatch.under("/srv/secret")));
                    audit.flag("f");
                    return Decision.PASS;
                },
                "file.*"));

        guard.file(Kind.FILE_OPEN, name, path -> null);

        assertThat(touched).containsExactly(true);
        assertThat(engine.operations().get(0)).contains("name_len=" + name.length());
    }
}
