package org.doorward.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.doorward.module.PathArgument.Role;

/** One entry of an event as the encoder was told it and as the decoder reads it back. A text stands with its length before the cut. */
sealed interface Statement {
    void write(EventEncoder event);

    record Text(String name, String value, int full, boolean field, boolean hashed) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (field && hashed) {
                event.fieldHashed(name, value);
            } else if (field) {
                event.field(name, value);
            } else if (hashed) {
                event.hashed(name, value);
            } else {
                event.text(name, value);
            }
        }
    }

    record Number(String name, long value, boolean field) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (field) {
                event.field(name, value);
            } else {
                event.number(name, value);
            }
        }
    }

    record Decimal(String name, long units, int decimals, boolean field) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (field) {
                event.field(name, units, decimals);
            } else {
                event.decimal(name, units, decimals);
            }
        }
    }

    record Truth(String name, boolean value, boolean field) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (field) {
                event.field(name, value);
            } else {
                event.bool(name, value);
            }
        }
    }

    record Secret(String name, boolean field) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (field) {
                event.fieldSecret(name);
            } else {
                event.secret(name);
            }
        }
    }

    record Path(Role role, String name, boolean fromBytes) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (fromBytes) {
                byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                event.path(role, java.util.Arrays.copyOf(utf8, utf8.length + 7), utf8.length);
            } else {
                event.path(role, name);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Path path && path.role == role && path.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    record Options(int bits) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.options(bits);
        }
    }

    record Section(String module, String key) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.section(module, key);
        }
    }

    record SectionRule(String rule) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.sectionRule(rule);
        }
    }

    record Key(String key) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.key(key);
        }
    }

    record Denial(String module, String rule, String reason, boolean permissive) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.denial(module, rule, reason, permissive);
        }
    }

    record Outcome(boolean success, int exit, String exception) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.outcome(success, exit, exception);
        }
    }

    record Subject(String name, String version, String location, String label) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.subject(name, version, location, label);
        }
    }

    record Duration(long micros) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.duration(micros);
        }
    }

    record Entry(long serial) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.entry(serial);
        }
    }

    record Tenant(String tenant) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.tenant(tenant);
        }
    }

    record Principal(String principal) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.principal(principal);
        }
    }

    record Via(String label) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.via(label);
        }
    }

    /** Without bytes it is not resolved. */
    record Address(String name, List<Byte> ip, int scope, int port, String asked) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (ip.isEmpty()) {
                event.unresolvedAddress(name, asked, port);
            } else {
                event.address(name, array(ip), scope, port, asked);
            }
        }
    }

    record UnixAddress(String name, List<Byte> path) implements Statement {
        @Override
        public void write(EventEncoder event) {
            byte[] shifted = new byte[path.size() + 2];
            System.arraycopy(array(path), 0, shifted, 1, path.size());
            event.unixAddress(name, shifted, 1, path.size());
        }
    }

    record Argv(int count) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.argv(count);
        }
    }

    /** An argument of a process; {@code null} is a secret. */
    record Argument(String text) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (text == null) {
                event.argvSecret();
            } else {
                event.argvText(text);
            }
        }
    }

    record Process(String name, long pid, long loginUid, long uid, long session, String command) implements Statement {
        @Override
        public void write(EventEncoder event) {
            if (loginUid == -1 && uid == -1 && session == -1) {
                event.process(name, pid, command);
            } else {
                event.process(name, pid, loginUid, uid, session, command);
            }
        }
    }

    record Size(long bytes) implements Statement {
        @Override
        public void write(EventEncoder event) {
            event.size(bytes);
        }
    }

    static byte[] array(List<Byte> list) {
        byte[] array = new byte[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    private static List<Byte> list(byte[] array) {
        List<Byte> list = new ArrayList<>();
        for (byte b : array) {
            list.add(b);
        }
        return list;
    }

    /** The entries behind the kind. */
    static List<Statement> read(EventDecoder event) {
        List<Statement> statements = new ArrayList<>();
        for (int tag = event.next(); tag != 0; tag = event.next()) {
            statements.add(read(event, tag));
        }
        return statements;
    }

    static Statement read(EventDecoder event, int tag) {
        boolean field = (tag & EventLayout.FIELD) != 0;
        return switch (tag & ~EventLayout.FIELD) {
            case EventLayout.TAG_TEXT, EventLayout.TAG_HASHED -> {
                String name = event.readName();
                int full = event.readTextLength();
                String value = full < 0 ? null : rest(event);
                yield new Text(name, value, full, field, (tag & ~EventLayout.FIELD) == EventLayout.TAG_HASHED);
            }
            case EventLayout.TAG_NUMBER -> new Number(event.readName(), event.readLong(), field);
            case EventLayout.TAG_DECIMAL -> new Decimal(event.readName(), event.readLong(), event.readByte(), field);
            case EventLayout.TAG_BOOLEAN -> new Truth(event.readName(), event.readByte() != 0, field);
            case EventLayout.TAG_SECRET -> new Secret(event.readName(), field);
            case EventLayout.TAG_PATH -> {
                Role role = Role.values()[event.readByte()];
                event.readTextLength();
                yield new Path(role, rest(event), false);
            }
            case EventLayout.TAG_OPTIONS -> new Options(event.readInt());
            case EventLayout.TAG_SECTION -> new Section(event.readToken(), event.readToken());
            case EventLayout.TAG_SECTION_RULE -> new SectionRule(event.readToken());
            case EventLayout.TAG_KEY -> new Key(event.readToken());
            case EventLayout.TAG_DENIAL -> {
                boolean permissive = event.readByte() != 0;
                String module = event.readToken();
                String rule = event.readToken();
                yield new Denial(module, rule, event.readTextLength() < 0 ? null : rest(event), permissive);
            }
            case EventLayout.TAG_OUTCOME -> new Outcome(event.readByte() != 0, event.readInt(), event.readToken());
            case EventLayout.TAG_SUBJECT ->
                new Subject(event.readToken(), event.readToken(), event.readToken(), event.readToken());
            case EventLayout.TAG_DURATION -> new Duration(event.readLong());
            case EventLayout.TAG_ENTRY -> new Entry(event.readLong());
            case EventLayout.TAG_TENANT -> new Tenant(event.readToken());
            case EventLayout.TAG_PRINCIPAL -> new Principal(event.readToken());
            case EventLayout.TAG_VIA -> new Via(event.readToken());
            case EventLayout.TAG_ADDRESS -> {
                String name = event.readName();
                int port = event.readInt();
                int scope = event.readInt();
                List<Byte> ip = list(event.readBytes(event.readByte()));
                yield new Address(name, ip, scope, port, event.readTextLength() < 0 ? null : rest(event));
            }
            case EventLayout.TAG_UNIX_ADDRESS -> {
                String name = event.readName();
                yield new UnixAddress(name, list(event.readBytes(event.readTextLength())));
            }
            case EventLayout.TAG_ARGV -> new Argv(event.readInt());
            case EventLayout.TAG_ARGV_ARGUMENT -> {
                boolean masked = (event.readByte() & EventLayout.MASKED) != 0;
                event.readTextLength();
                yield new Argument(masked ? null : rest(event));
            }
            case EventLayout.TAG_PROCESS ->
                new Process(
                        event.readName(),
                        event.readLong(),
                        event.readLong(),
                        event.readLong(),
                        event.readLong(),
                        event.readTextLength() < 0 ? null : rest(event));
            case EventLayout.TAG_SIZE -> new Size(event.readLong());
            default -> throw new AssertionError("tag " + tag);
        };
    }

    private static String rest(EventDecoder event) {
        return new String(event.array(), event.at(), event.left(), StandardCharsets.UTF_8);
    }

    /** Any entry: its texts are of characters that UTF-8 can say. */
    static Arbitrary<Statement> any() {
        Arbitrary<String> name = Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyz_0123456789")
                .ofMaxLength(31)
                .map(rest -> "n" + rest);
        Arbitrary<String> text = texts();
        Arbitrary<String> perhaps = text.injectNull(0.1);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Long> number = Arbitraries.longs();
        Arbitrary<Integer> whole = Arbitraries.integers();
        // names of the table, too, so that records other than KERNEL_OTHER hold them
        Arbitrary<String> address = Arbitraries.oneOf(name, Arbitraries.of("address", "local", "group"));
        Arbitrary<List<Byte>> ip = Arbitraries.of(0, 4, 16)
                .flatMap(size -> Arbitraries.bytes().list().ofSize(size));
        Arbitrary<Integer> port = Arbitraries.integers().between(-1, 0xffff);
        Arbitrary<Long> id = Arbitraries.of(-1L, 0L, 1000L, ProcessIdentity.UNKNOWN);
        return Arbitraries.oneOf(
                text.injectNull(0.1).map(Tenant::new),
                perhaps.map(Principal::new),
                text.map(Via::new),
                Combinators.combine(address, ip, whole, port, perhaps)
                        .as((n, i, s, p, t) -> new Address(n, i, i.isEmpty() ? 0 : s, p, t)),
                Combinators.combine(address, Arbitraries.bytes().list().ofMaxSize(120))
                        .as(UnixAddress::new),
                Arbitraries.integers().between(0, 9).map(Argv::new),
                perhaps.map(Argument::new),
                Combinators.combine(address, number, id, id, id, perhaps).as(Process::new),
                number.map(Size::new),
                Combinators.combine(name, perhaps, flag, flag).as((n, t, f, h) -> new Text(n, t, size(t), f, h)),
                Combinators.combine(name, number, flag).as(Number::new),
                Combinators.combine(name, number, Arbitraries.integers().between(0, 18), flag)
                        .as(Decimal::new),
                Combinators.combine(name, flag, flag).as(Truth::new),
                Combinators.combine(name, flag).as(Secret::new),
                Combinators.combine(Arbitraries.of(Role.class), text, flag).as(Path::new),
                whole.map(Options::new),
                Combinators.combine(text, perhaps).as(Section::new),
                text.map(SectionRule::new),
                text.map(Key::new),
                Combinators.combine(text, perhaps, perhaps, flag).as(Denial::new),
                Combinators.combine(flag, whole, perhaps).as(Outcome::new),
                Combinators.combine(text, text, text, text).as(Subject::new),
                number.map(Duration::new),
                number.map(Entry::new));
    }

    /** Texts of all sorts, among them what would forge a record. */
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(60),
                Arbitraries.strings().ascii().ofMaxLength(200),
                Arbitraries.of(
                        "\ntype=SYSCALL msg=audit(1.000:1): ",
                        "a\" res=failed exe=\"/bin/sh",
                        "x' res=success",
                        "\u00e4\u20ac\ud83d\ude00",
                        "\0",
                        ""));
    }

    private static int size(String text) {
        return text == null ? -1 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static char[] surrogates() {
        char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }
}
