package org.doorward.event;

import org.doorward.module.OpenFlags;

/** What SYSCALL says of the Linux call: {@code a0=} to {@code a3=} where the call has them, else 0, and the words of {@code options=}. */
final class CallArguments {
    private static final long AT_FDCWD = 0xffffff9cL;
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    /** The bits of {@link OpenFlags} from the lowest. */
    private static final String[] OF_FILES = {
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
        "copy-attributes",
        "execute",
        "delete-on-exit"
    };
    /** The bits of {@code Bundle.START_TRANSIENT} and {@code START_ACTIVATION_POLICY}. */
    private static final String[] OF_BUNDLES = {"transient", "activation-policy"};

    private CallArguments() {}

    /** The argument of the kind that stands here and nowhere else, or {@code null}. */
    static String held(KindSpec kind) {
        return switch (kind.name()) {
            case "runtime.exit", "runtime.halt" -> "status";
            case "network.listen" -> "backlog";
            case "process.kill" -> "force";
            default -> null;
        };
    }

    /** a0 to a3. The address is read. */
    static long[] of(OperationEntries entries, EventDecoder event, AddressText address) {
        return switch (entries.kind.name()) {
            case "file.open" ->
                new long[] {AT_FDCWD, openFlags(entries.options), creates(entries.options) ? 0666 : 0, 0};
            case "file.create" -> new long[] {0, 0666, 0, 0};
            case "file.mkdir" -> new long[] {0, 0777, 0, 0};
            case "network.connect", "network.bind" ->
                new long[] {
                    0, 0, entries.socket == 0 ? 0 : address.read(entries.socket).length(), 0
                };
            case "network.listen" -> new long[] {0, held(entries, event), 0, 0};
            case "network.send", "network.receive" -> new long[] {0, 0, entries.size, 0};
            case "process.kill" ->
                new long[] {process(entries, event), held(entries, event) == 0 ? SIGTERM : SIGKILL, 0, 0};
            case "runtime.exit", "runtime.halt" -> new long[] {held(entries, event), 0, 0, 0};
            default -> new long[4];
        };
    }

    /** The C type of these arguments is int. */
    private static long held(OperationEntries entries, EventDecoder event) {
        if (entries.held == 0) {
            return 0;
        }
        int tag = event.seek(entries.held);
        event.readName();
        return tag == EventLayout.TAG_BOOLEAN ? event.readByte() : event.readLong() & 0xffffffffL;
    }

    private static long process(OperationEntries entries, EventDecoder event) {
        if (entries.process == 0) {
            return 0;
        }
        event.seek(entries.process);
        event.readName();
        return event.readLong() & 0xffffffffL;
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

    /** Writes the words of the options; bits without a word say nothing. */
    static void options(KindSpec kind, int bits, TextBuffer out) {
        if (bits == 0) {
            return;
        }
        String[] words = kind.family().equals("bundle") ? OF_BUNDLES : OF_FILES;
        String before = " options=";
        for (int i = 0; i < words.length; i++) {
            if ((bits & 1 << i) != 0) {
                out.ascii(before).ascii(words[i]);
                before = ",";
            }
        }
    }
}
