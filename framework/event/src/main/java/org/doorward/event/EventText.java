package org.doorward.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.doorward.event.KindSpec.PathItem;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathArgument.Role;

/*
 * One event of an operation becomes these records, in this order (docs/record-format.md):
 *
 *   AVC*  SYSCALL  [CWD PATH+]  KERNEL_OTHER*  PROCTITLE
 *
 * The entries of the event come in any order; they are gathered first and written then. A fact is one record.
 *
 * How it can go wrong, and the test that shows that it does not (EventTextTest, EventTextProperties):
 *  - text from outside forges a line or a field:     noTextFromOutsideForgesALineOrAField
 *  - a line is longer than the readers' buffer:      noLineIsLongerThanTheReadersTake
 *  - an event passes 256 KiB:                        anEventThatIsTooLargeIsCutAndSaysSo
 *  - a secret is written:                            aSecretIsNeverWritten
 */
/**
 * The text form: an event in bytes becomes lines of Linux audit text.
 *
 * <p>Not safe for several threads: it belongs to the drain. Does not block.
 */
public final class EventText {
    private static final int KERNEL_OTHER_LIMIT = 8900;
    private static final int COMM_LIMIT = 64;
    private static final int KEYS_LIMIT = 256;
    private static final int HASH_DIGITS = 32;
    private static final long AT_FDCWD = 0xffffff9cL;

    private static final String[] OPTIONS = {
        "read",
        "write",
        "append",
        "create",
        "create-new",
        "truncate",
        "delete-on-close",
        "sync",
        "replace-existing",
        "atomic-move",
        "copy-attributes"
    };

    private final ProcessIdentity process;
    private final EventDecoder event = new EventDecoder();
    private final TextBuffer out = new TextBuffer(64 * 1024);
    private final TextBuffer head = new TextBuffer(256);
    private final TextBuffer field = new TextBuffer(16 * 1024);
    private final byte[] processFields;
    private final byte[] titleRecord;
    private final byte[] javaBinary;
    private final Mac mac;

    private final Gathered gathered = new Gathered();

    /**
     * @param process what every record says of this process
     * @param hmacKey the trail's key for hashed values; not kept beyond the key of the hash
     */
    public EventText(ProcessIdentity process, byte[] hmacKey) {
        this.process = process;
        this.javaBinary = process.java().getBytes(StandardCharsets.UTF_8);
        List<Long> ids = process.ids();
        TextBuffer text = new TextBuffer(256);
        text.ascii(" ppid=").decimal(process.parentPid());
        text.ascii(" pid=").decimal(process.pid()).ascii(" auid=").decimal(process.loginUid());
        String[] names = {"uid", "gid", "euid", "suid", "fsuid", "egid", "sgid", "fsgid"};
        for (int i = 0; i < names.length; i++) {
            text.letter(' ').ascii(names[i]).letter('=').decimal(ids.get(i));
        }
        text.ascii(" tty=").ascii(process.terminal()).ascii(" ses=").decimal(process.session());
        processFields = java.util.Arrays.copyOf(text.array(), text.length());
        text.clear();
        text.ascii("proctitle=").upperHex(process.title(), 0, process.title().length);
        titleRecord = java.util.Arrays.copyOf(text.array(), text.length());
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256, which every JDK must have, is not there", e);
        }
    }

    /**
     * The lines of an event.
     *
     * @param bytes in the layout of {@link EventLayout}, from {@code offset}; not kept
     * @return the lines, each with its line end, from position to limit; valid until the next call
     * @throws IllegalArgumentException if the bytes are not an event
     */
    public ByteBuffer format(byte[] bytes, int offset, int length) {
        event.wrap(bytes, offset, length);
        out.clear();
        head.clear();
        head.ascii(" msg=audit(").decimal(event.stampMillis() / 1000).letter('.');
        head.millis((int) (event.stampMillis() % 1000))
                .letter(':')
                .decimal(event.serial())
                .ascii("): ");
        if (event.isOperation()) {
            gathered.gather();
            operation();
        } else {
            fact();
        }
        return ByteBuffer.wrap(out.array(), 0, out.length());
    }

    private void begin(RecordType type) {
        if (process.node() != null) {
            out.ascii("node=").ascii(process.node()).letter(' ');
        }
        out.ascii("type=").ascii(type.name()).raw(head.array(), 0, head.length());
    }

    private void end() {
        out.letter('\n');
    }

    private void operation() {
        KindSpec kind = gathered.kind;
        List<PathItem> items =
                gathered.paths[0] == 0 ? List.of() : kind.items((gathered.options & OpenFlags.CREATE_NEW) != 0);
        for (int denial : gathered.denials) {
            accessVector(kind, denial);
        }
        systemCall(kind, items);
        if (!items.isEmpty()) {
            begin(RecordType.CWD);
            out.ascii("cwd=").untrusted(process.workingFolder());
            end();
            for (int i = 0; i < items.size(); i++) {
                path(kind, i, items.get(i));
            }
        }
        new KernelOther().write(kind);
        begin(RecordType.PROCTITLE);
        out.raw(titleRecord);
        end();
    }

    private void accessVector(KindSpec kind, int entry) {
        event.seek(entry);
        boolean permissive = event.readByte() != 0;
        String module = event.readToken();
        String rule = event.readToken();
        begin(RecordType.AVC);
        out.ascii("avc:  denied  { ")
                .ascii(kind.verb())
                .ascii(" } for  pid=")
                .decimal(process.pid())
                .ascii(" comm=");
        comm();
        int reasonLength = event.readTextLength();
        int reasonAt = event.at();
        int reasonSize = event.left();
        if (gathered.paths[0] != 0 && kind.family().equals("file")) {
            out.ascii(" path=");
            event.seek(gathered.paths[0]);
            event.readByte();
            event.readTextLength();
            out.untrusted(event.array(), event.at(), event.left());
        }
        out.ascii(" scontext=")
                .ascii(gathered.label)
                .ascii(" tcontext=unlabeled tclass=")
                .ascii(kind.family());
        out.ascii(permissive ? " permissive=1" : " permissive=0");
        out.ascii(" module=").untrusted(module);
        if (rule != null) {
            out.ascii(" rule=").untrusted(rule);
        }
        if (reasonLength >= 0) {
            out.ascii(" info=").untrusted(event.array(), reasonAt, reasonSize);
        }
        end();
    }

    private void systemCall(KindSpec kind, List<PathItem> items) {
        begin(RecordType.SYSCALL);
        out.ascii("arch=c000003e syscall=").decimal(kind.number());
        out.ascii(gathered.success ? " success=yes exit=" : " success=no exit=").decimal(gathered.exit);
        long[] arguments = systemCallArguments(kind);
        for (int i = 0; i < arguments.length; i++) {
            out.ascii(" a").decimal(i).letter('=').lowerHex(arguments[i]);
        }
        out.ascii(" items=").decimal(items.size()).raw(processFields).ascii(" comm=");
        comm();
        out.ascii(" exe=");
        executable();
        out.ascii(" subj=")
                .ascii(gathered.label)
                .ascii(" kind=")
                .ascii(kind.name())
                .ascii(" bundle=")
                .untrusted(gathered.bundle);
        if (gathered.entry >= 0) {
            out.ascii(" entry=").decimal(gathered.entry);
        }
        if (gathered.exception != null) {
            out.ascii(" exception=").untrusted(gathered.exception);
        }
        if (gathered.duration >= 0) {
            out.ascii(" dur_us=").decimal(gathered.duration);
        }
        out.ascii(" lane=").ascii(event.lane().token());
        if (gathered.options != 0) {
            out.ascii(" options=");
            options(gathered.options);
        }
        out.ascii(" key=");
        keys();
        end();
    }

    /** The arguments of the Linux call where it has them; 0 elsewhere. */
    private long[] systemCallArguments(KindSpec kind) {
        return switch (kind.name()) {
            case "file.open" ->
                new long[] {AT_FDCWD, openFlags(gathered.options), creates(gathered.options) ? 0666 : 0, 0};
            case "file.create" -> new long[] {0, 0666, 0, 0};
            case "file.mkdir" -> new long[] {0, 0777, 0, 0};
            default -> new long[4];
        };
    }

    private static boolean creates(int options) {
        return (options & (OpenFlags.CREATE | OpenFlags.CREATE_NEW)) != 0;
    }

    /** Bits of {@code open(2)} on x86_64. */
    private static long openFlags(int options) {
        boolean write = (options & (OpenFlags.WRITE | OpenFlags.APPEND)) != 0;
        boolean read = (options & OpenFlags.READ) != 0;
        long flags = write ? read ? 2 : 1 : 0;
        flags |= creates(options) ? 0x40 : 0;
        flags |= (options & OpenFlags.CREATE_NEW) != 0 ? 0x80 : 0;
        flags |= (options & OpenFlags.TRUNCATE) != 0 ? 0x200 : 0;
        flags |= (options & OpenFlags.APPEND) != 0 ? 0x400 : 0;
        flags |= (options & OpenFlags.SYNC) != 0 ? 0x101000 : 0;
        return flags;
    }

    private void options(int bits) {
        boolean first = true;
        for (int i = 0; i < OPTIONS.length; i++) {
            if ((bits & 1 << i) != 0) {
                if (!first) {
                    out.letter(',');
                }
                out.ascii(OPTIONS[i]);
                first = false;
            }
        }
    }

    private void comm() {
        byte[] utf8 = gathered.bundle.getBytes(StandardCharsets.UTF_8);
        out.untrusted(utf8, 0, Utf8.boundary(utf8, Math.min(utf8.length, COMM_LIMIT)));
    }

    private void executable() {
        String location = gathered.location;
        if (location.isEmpty()) {
            out.untrusted(javaBinary, 0, javaBinary.length);
        } else {
            out.untrusted(Location.executable(location));
        }
    }

    private void keys() {
        Set<String> keys = gathered.keys;
        if (keys.isEmpty()) {
            out.nothing();
            return;
        }
        byte[] joined = String.join("\1", keys).getBytes(StandardCharsets.UTF_8);
        out.untrusted(joined, 0, Utf8.boundary(joined, Math.min(joined.length, KEYS_LIMIT)));
    }

    private void path(KindSpec kind, int number, PathItem item) {
        boolean second = gathered.paths[1] != 0
                && kind.pathCount() > 1
                && !item.argument().equals(kind.slots().get(0).name());
        event.seek(gathered.paths[second ? 1 : 0]);
        event.readByte();
        int full = event.readTextLength();
        int size = event.left();
        int at = event.at();
        if (item.parent()) {
            while (size > 1 && event.array()[at + size - 1] == '/') {
                size--;
            }
            while (size > 1 && event.array()[at + size - 1] != '/') {
                size--;
            }
        }
        begin(RecordType.PATH);
        out.ascii("item=").decimal(number).ascii(" name=").untrusted(event.array(), at, size);
        out.ascii(" nametype=").ascii(item.nametype());
        if (!item.parent() && kind.pathCount() > 1 && gathered.paths[1] != 0) {
            out.ascii(second ? " role=target" : " role=source");
        }
        if (!item.parent() && full > size) {
            out.ascii(" name_len=").decimal(full);
        }
        end();
    }

    /** Writes NAME=VALUE of the entry under the cursor into {@link #field}. */
    private void value(int tag) {
        field.clear();
        String name = event.readName();
        String written = FieldName.written(name);
        field.ascii(written).letter('=');
        switch (tag) {
            case EventLayout.TAG_TEXT -> {
                int full = event.readTextLength();
                if (full < 0) {
                    field.nothing();
                } else {
                    field.untrusted(event.array(), event.at(), event.left());
                    if (full > event.left()) {
                        field.letter(' ').ascii(written).ascii("_len=").decimal(full);
                    }
                }
            }
            case EventLayout.TAG_NUMBER -> field.decimal(event.readLong());
            case EventLayout.TAG_DECIMAL -> {
                long units = event.readLong();
                field.decimal(units, event.readByte());
            }
            case EventLayout.TAG_BOOLEAN -> field.ascii(event.readByte() != 0 ? "true" : "false");
            case EventLayout.TAG_SECRET -> field.ascii("(masked)");
            case EventLayout.TAG_HASHED -> hashed();
            default -> throw new IllegalArgumentException("not an event: tag [" + tag + "] holds no value");
        }
    }

    private void hashed() {
        if (event.readTextLength() < 0) {
            field.nothing();
            return;
        }
        mac.update(event.array(), event.at(), event.left());
        byte[] digest = mac.doFinal();
        field.ascii("hmac:");
        for (int i = 0; i < HASH_DIGITS / 2; i++) {
            field.ascii(String.format("%02x", digest[i] & 0xff));
        }
    }

    private void fact() {
        event.rewind();
        event.next();
        RecordType type = RecordType.of(event.readInt());
        boolean success = true;
        boolean pending = false;
        begin(type);
        if (type.form() == RecordType.Form.USER) {
            out.ascii("pid=")
                    .decimal(process.pid())
                    .ascii(" uid=")
                    .decimal(process.ids().get(0));
            identity();
            out.ascii(" msg='");
        }
        for (int tag = event.next(); tag != 0; tag = event.next()) {
            if (tag == EventLayout.TAG_RESULT) {
                success = event.readByte() != 0;
            } else {
                if (pending) {
                    out.letter(' ');
                }
                factField(tag);
                pending = true;
            }
        }
        if (pending) {
            out.letter(' ');
        }
        switch (type.form()) {
            case USER -> {
                out.ascii("comm=\"doorward\" exe=").untrusted(javaBinary, 0, javaBinary.length);
                out.ascii(" hostname=? addr=? terminal=? res=").ascii(success ? "success'" : "failed'");
            }
            case DAEMON -> {
                out.ascii("auid=").decimal(process.loginUid()).ascii(" pid=").decimal(process.pid());
                out.ascii(" uid=").decimal(process.ids().get(0)).ascii(" ses=").decimal(process.session());
                out.ascii(" subj=").ascii(subject()).ascii(success ? " res=success" : " res=failed");
            }
            case CONFIG -> out.ascii(success ? "res=1" : "res=0");
            default -> throw new IllegalArgumentException("not an event: [" + type + "] is no fact");
        }
        end();
    }

    private void factField(int tag) {
        if (tag == EventLayout.TAG_TOKEN) {
            String name = event.readName();
            if (name.equals("auid")) {
                // CONFIG_CHANGE has the identity among its own fields, in two orders
                identityFields();
                return;
            }
            int size = event.readTextLength() < 0 ? 0 : event.left();
            out.ascii(name)
                    .letter('=')
                    .ascii(token(new String(event.array(), event.at(), size, StandardCharsets.UTF_8)));
        } else if (tag == EventLayout.TAG_TEXT) {
            out.ascii(event.readName()).letter('=');
            if (event.readTextLength() < 0) {
                out.nothing();
            } else {
                out.untrusted(event.array(), event.at(), event.left());
            }
        } else if (tag == EventLayout.TAG_NUMBER) {
            out.ascii(event.readName()).letter('=').decimal(event.readLong());
        } else {
            throw new IllegalArgumentException("not an event: tag [" + tag + "] in a fact");
        }
    }

    /** Tokens are checked where they are registered; a stray byte here must still not forge a field. */
    private static String token(String text) {
        return text.isEmpty() ? "?" : text.replaceAll("[^A-Za-z0-9._:/*()-]", "_");
    }

    private void identity() {
        out.letter(' ');
        identityFields();
    }

    private void identityFields() {
        out.ascii("auid=").decimal(process.loginUid()).ascii(" ses=").decimal(process.session());
        out.ascii(" subj=").ascii(subject());
    }

    private String subject() {
        return Label.of("doorward", process.version());
    }

    /** Writes KERNEL_OTHER records and splits what would make a line too long; each piece repeats the first fields. */
    private final class KernelOther {
        private int lineStart;
        private String first;
        private boolean open;
        private boolean empty;
        private int cut = gathered.cut;

        void write(KindSpec kind) {
            arguments(kind);
            for (int section : gathered.sections) {
                section(section);
            }
            if (cut > 0) {
                if (!open) {
                    start("kind=" + kind.name());
                }
                out.ascii(" cut=").decimal(cut);
            }
            finish();
        }

        private void arguments(KindSpec kind) {
            for (int entry : gathered.arguments) {
                if (!open) {
                    start("kind=" + kind.name());
                }
                int tag = event.seek(entry);
                value(tag);
                append();
            }
        }

        private void section(int entry) {
            finish();
            event.seek(entry);
            String module = event.readToken();
            String key = event.readToken();
            TextBuffer text = new TextBuffer(128);
            text.ascii("module=").untrusted(module);
            if (key != null) {
                text.ascii(" flag=").untrusted(key);
            }
            List<Integer> fields = new ArrayList<>();
            for (int tag = event.next(); tag != 0 && tag != EventLayout.TAG_SECTION; tag = event.next()) {
                if (tag == EventLayout.TAG_SECTION_RULE) {
                    text.ascii(" rule=").untrusted(event.readToken());
                } else if ((tag & EventLayout.FIELD) != 0) {
                    fields.add(event.entry());
                }
            }
            start(new String(text.array(), 0, text.length(), StandardCharsets.US_ASCII));
            for (int at : fields) {
                int tag = event.seek(at);
                value(tag & ~EventLayout.FIELD);
                append();
            }
        }

        private void start(String fields) {
            lineStart = out.length();
            first = fields;
            begin(RecordType.KERNEL_OTHER);
            out.ascii(fields);
            open = true;
            empty = true;
        }

        private void append() {
            if (out.length() + field.length() > EventLayout.MAXIMUM - 1024) {
                cut++;
                return;
            }
            if (!empty && out.length() - lineStart + field.length() + 1 > KERNEL_OTHER_LIMIT) {
                finish();
                start(first);
            }
            out.letter(' ').raw(field.array(), 0, field.length());
            empty = false;
        }

        private void finish() {
            if (open) {
                end();
                open = false;
            }
        }
    }

    /** Where the entries of an operation are: a place is the offset of the entry, 0 = there is none. */
    private final class Gathered {
        private final List<Integer> denials = new ArrayList<>();
        private final List<Integer> arguments = new ArrayList<>();
        private final List<Integer> sections = new ArrayList<>();
        private final Set<String> keys = new LinkedHashSet<>();
        private final int[] paths = new int[2];
        private KindSpec kind;
        private String bundle;
        private String location;
        private String label;
        private String exception;
        private boolean success;
        private int exit;
        private int options;
        private int cut;
        private long entry;
        private long duration;

        private void clear() {
            denials.clear();
            arguments.clear();
            sections.clear();
            keys.clear();
            paths[0] = 0;
            paths[1] = 0;
            bundle = "unattributed";
            location = "";
            label = "unattributed";
            exception = null;
            success = false;
            exit = Errno.UNKNOWN;
            options = 0;
            cut = 0;
            entry = -1;
            duration = -1;
        }

        void gather() {
            clear();
            event.rewind();
            if (event.next() != EventLayout.TAG_KIND) {
                throw new IllegalArgumentException("not an event: the first entry is not the kind");
            }
            boolean application = event.readByte() != 0;
            String name = event.readToken();
            kind = application
                    ? KindSpec.application(name, List.of())
                    : KindTable.contract().find(name);
            if (kind == null) {
                throw new IllegalArgumentException("not an event: unknown kind [" + name + "]");
            }
            for (int tag = event.next(); tag != 0; tag = event.next()) {
                take(tag);
            }
        }

        private void take(int tag) {
            switch (tag) {
                case EventLayout.TAG_SUBJECT -> {
                    bundle = event.readToken();
                    event.readToken();
                    location = event.readToken();
                    label = event.readToken();
                }
                case EventLayout.TAG_TEXT,
                        EventLayout.TAG_NUMBER,
                        EventLayout.TAG_DECIMAL,
                        EventLayout.TAG_BOOLEAN,
                        EventLayout.TAG_SECRET,
                        EventLayout.TAG_HASHED -> arguments.add(event.entry());
                case EventLayout.TAG_PATH ->
                    paths[event.readByte() == Role.TARGET.ordinal() && paths[0] != 0 ? 1 : 0] = event.entry();
                case EventLayout.TAG_OPTIONS -> options = event.readInt();
                case EventLayout.TAG_SECTION -> {
                    sections.add(event.entry());
                    event.readToken();
                    key(event.readToken());
                }
                case EventLayout.TAG_KEY -> key(event.readToken());
                case EventLayout.TAG_DENIAL -> denials.add(event.entry());
                case EventLayout.TAG_OUTCOME -> {
                    success = event.readByte() != 0;
                    exit = event.readInt();
                    exception = event.readToken();
                }
                case EventLayout.TAG_DURATION -> duration = event.readLong();
                case EventLayout.TAG_ENTRY -> entry = event.readLong();
                case EventLayout.TAG_CUT -> cut = event.readInt();
                default -> {
                    // a field of a section is read with its section
                }
            }
        }

        private void key(String key) {
            if (key != null) {
                keys.add(key.replaceAll("\\p{Cntrl}", "?"));
            }
        }
    }
}
