package org.doorward.tools.interpret;

import org.doorward.tools.Architecture;

/** What a field is, and how it is said in words. The words for numbers stand in {@code words.tsv}. */
public enum FieldType {
    UNCLASSIFIED((value, record) -> value),
    LABEL((value, record) -> value),
    ADDRESS((value, record) -> value),
    TEXT((value, record) -> EncodedText.decode(value)),
    FILE((value, record) -> EncodedText.decode(value)),
    /** Several keys stand one behind the other with 0x01 between them. */
    KEY((value, record) -> EncodedText.decode(value)),
    PROCTITLE((value, record) -> EncodedText.decodeList(value)),
    TTY((value, record) -> TtyText.of(value)),

    UID((value, record) -> record.user(decimal(value))),
    GID((value, record) -> record.group(decimal(value))),
    SESSION((value, record) -> value.equals("4294967295") ? "unset" : value),
    ARCH((value, record) -> {
        Architecture architecture = record.architecture() == null ? architecture(value) : record.architecture();
        return architecture == null ? "unknown-elf-type(" + value + ")" : architecture.word();
    }),
    SYSCALL((value, record) -> CallWords.call(value, record)),
    EXIT((value, record) -> {
        long number = CNumber.signed(value);
        return number < 0 ? Errors.words(-number) : value;
    }),
    RESULT((value, record) -> isNumber(value) ? result((int) decimal(value)) : value),
    YES_NO((value, record) -> CNumber.signed(value) == 0 ? "no" : "yes"),
    PERMISSIONS((value, record) -> permissions(CNumber.signed(value))),
    MODE((value, record) -> Modes.full(CNumber.unsigned(value, 8))),
    MODE_SHORT((value, record) -> Modes.withoutType(CNumber.unsigned(value, 8))),
    CAPABILITY((value, record) -> word("capability", (int) decimal(value), "unknown-capability(" + value + ")")),
    CAPABILITIES((value, record) -> capabilities(hex(value))),
    SIGNAL((value, record) -> signal((int) decimal(value), value)),
    FILTER_LIST((value, record) -> word("filter-list", (int) decimal(value), "unknown-list(" + value + ")")),
    PROTOCOL((value, record) -> orElse(record.protocol((int) decimal(value)), "undefined protocol")),
    ICMP_TYPE((value, record) -> word("icmp-type", (int) decimal(value), "unknown-icmp-type(" + value + ")")),
    NETFILTER_FAMILY((value, record) ->
            word("netfilter-family", (int) decimal(value), "unknown-netfilter-protocol(" + value + ")")),
    NETFILTER_HOOK((value, record) -> word("netfilter-hook", (int) hex(value), "unknown-hook(" + value + ")")),
    NETFILTER_ACTION((value, record) -> word("netfilter-action", (int) hex(value), "unknown-action(" + value + ")")),
    MAC_PROTOCOL((value, record) -> word("mac-protocol", (int) hex(value), "UNKNOWN")),
    NETLINK_GROUP((value, record) -> hex(value) == 1 ? "audit-netlink-multicast" : "audit-none"),
    FANOTIFY_ANSWER((value, record) ->
            isNumber(value) ? word("fanotify-answer", decimal(value) & 0xffff_ffffL, "unknown") : value),
    SOCKET_ADDRESS((value, record) -> orElse(new SocketAddress(value).words(), "malformed-host(" + value + ")")),
    SECCOMP_ACTION((value, record) ->
            word("seccomp-action", hex(value) & 0x7fff_0000L, "unknown-seccomp-code(" + value + ")")),
    FILE_FLAGS((value, record) -> {
        long bits = hex(value) & 0xffff_ffffL;
        return bits == 0 ? "none" : flags("file-flag", "", bits, ",", value);
    }),

    /** An argument of a system call of which no more is known. */
    ARGUMENT((value, record) -> "0x" + value),
    DIRECTORY((value, record) -> (int) hex(value) == -100 ? "AT_FDCWD" : "0x" + value),
    UID_HEX((value, record) -> record.user(hex(value))),
    GID_HEX((value, record) -> record.group(hex(value))),
    MODE_HEX((value, record) -> Modes.full(hex(value))),
    MODE_SHORT_HEX((value, record) -> Modes.withoutType(hex(value))),
    MODE_OF_CREATED((value, record) -> CallWords.modeOfCreated(value, record)),
    SIGNAL_HEX((value, record) -> signal((int) hex(value), "0x" + value)),
    CLOCK((value, record) -> below(7, "clock", value, "unknown-clk_id(0x" + value + ")")),
    RESOURCE_LIMIT((value, record) -> below(17, "resource-limit", value, "unknown-rlimit(0x" + value + ")")),
    PERSONALITY((value, record) -> personality(hex(value), value)),
    PTRACE_REQUEST((value, record) -> word("ptrace-request", (int) hex(value), "unknown-ptrace(0x" + value + ")")),
    PRCTL_OPTION((value, record) -> word("prctl-option", (int) hex(value), "unknown-prctl-option(0x" + value + ")")),
    PRCTL_ARGUMENT((value, record) -> CallWords.prctlArgument(value, record)),
    CLONE_FLAGS((value, record) -> CallWords.cloneFlags(hex(value) & 0xffff_ffffL)),
    SOCKET_DOMAIN((value, record) -> word("address-family", (int) hex(value), "unknown-family(0x" + value + ")")),
    SOCKET_TYPE((value, record) -> word("socket-type", hex(value) & 0xff, "unknown-type(" + value + ")")),
    SOCKET_PROTOCOL((value, record) -> orElse(record.protocol((int) hex(value)), "unknown-proto(" + value + ")")),
    SOCKET_CALL((value, record) -> word("socket-call", (int) hex(value), "unknown-socketcall(" + value + ")")),
    SOCKET_LEVEL((value, record) -> CallWords.socketLevel(value, record)),
    SOCKET_OPTION((value, record) -> CallWords.socketOption(value, record)),
    IPC_CALL((value, record) -> word("ipc-call", (int) hex(value), "unknown-ipccall(" + value + ")")),
    EXIT_STATUS((value, record) -> switch (value) {
        case "0" -> "EXIT_SUCCESS";
        case "1" -> "EXIT_FAILURE";
        default -> "UNKNOWN";
    }),
    BPF_COMMAND((value, record) -> word("bpf-command", hex(value) & 0xffff_ffffL, "unknown-bpf-cmd(" + value + ")")),
    FCNTL_COMMAND((value, record) ->
            word("fcntl-command", (int) hex(value), "unknown-fcntl-command(" + (int) hex(value) + ")")),
    FCNTL_ARGUMENT((value, record) -> CallWords.fcntlArgument(value, record)),
    EPOLL_OPERATION((value, record) ->
            word("epoll-operation", (int) hex(value), "unknown-epoll_ctl-operation(" + (int) hex(value) + ")")),
    SCHEDULER((value, record) -> CallWords.scheduler(hex(value), value)),
    OPEN_FLAGS((value, record) -> {
        long bits = hex(value) & 0xffff_ffffL;
        return flags("open-flag", (bits & 3) == 0 ? "O_RDONLY" : "", bits, "|", value);
    }),
    MAP_FLAGS((value, record) -> {
        long bits = hex(value) & 0xffff_ffffL;
        return flags("map-flag", (bits & 0xf) == 0 ? "MAP_FILE" : "", bits, "|", value);
    }),
    MOUNT_FLAGS((value, record) -> flags("mount-flag", "", hex(value) & 0xffff_ffffL, "|", value)),
    UMOUNT_FLAGS((value, record) -> flags("umount-flag", "", hex(value) & 0xffff_ffffL, "|", value)),
    MESSAGE_FLAGS((value, record) -> flags("message-flag", "", hex(value) & 0xffff_ffffL, "|", value)),
    RESOLVE_FLAGS((value, record) -> flags("resolve-flag", "", hex(value), "|", value)),
    ACCESS((value, record) -> (hex(value) & 0xf) == 0 ? "F_OK" : flags("access", "", hex(value) & 7, "|", value)),
    PROTECTION((value, record) ->
            (hex(value) & 7) == 0 ? "PROT_NONE" : flags("protection", "", hex(value) & 7, "|", value)),
    PROTECTION_OF_MAP((value, record) ->
            (hex(value) & 7) == 0 ? "PROT_NONE" : flags("protection", "", hex(value) & 0xf, "|", value)),
    SHM_FLAGS((value, record) -> CallWords.shmFlags(hex(value))),
    SEEK((value, record) -> word("seek", hex(value) & 0xff, "unknown-whence(" + value + ")")),
    IOCTL_REQUEST((value, record) -> {
        long request = hex(value) & 0xffff_ffffL;
        return word("ioctl-request", request, "0x" + Long.toHexString(request));
    });

    /** How a value is said. */
    private interface Wording {
        /** @throws NumberFormatException if a number is too large for this machine */
        String of(String value, RecordContext record);
    }

    private final Wording wording;

    FieldType(Wording wording) {
        this.wording = wording;
    }

    /** The value in words. */
    String words(String value, RecordContext record) {
        try {
            return wording.of(value, record);
        } catch (NumberFormatException e) {
            return "conversion error(" + value + ")";
        }
    }

    /** The architecture of a record, or {@code null}. */
    static Architecture architecture(String value) {
        try {
            return Architecture.of(hex(value) & 0xffff_ffffL);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static long hex(String value) {
        return CNumber.unsigned(value, 16);
    }

    private static long decimal(String value) {
        return CNumber.unsigned(value, 10);
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.charAt(0) >= '0' && value.charAt(0) <= '9';
    }

    static String orElse(String word, String otherwise) {
        return word == null ? otherwise : word;
    }

    static String word(String table, long number, String otherwise) {
        return orElse(Words.of(table).word(number), otherwise);
    }

    /** The words of the bits, behind one for none of some; the value itself if there is none. */
    private static String flags(String table, String first, long bits, String separator, String value) {
        StringBuilder text = new StringBuilder(first);
        Words.of(table).append(text, bits, separator);
        return text.length() == 0 ? "0x" + value : text.toString();
    }

    static String signal(int number, String value) {
        return number < 32 ? word("signal", number, "unknown-signal(" + value + ")") : "unknown-signal(" + value + ")";
    }

    private static String below(int limit, String table, String value, String otherwise) {
        int number = (int) hex(value);
        return number < limit ? word(table, number, otherwise) : otherwise;
    }

    private static String result(int number) {
        return switch (number) {
            case 0 -> "no";
            case 1 -> "yes";
            default -> "unset";
        };
    }

    /** None stands for all, as in a rule. */
    private static String permissions(long bits) {
        StringBuilder text = new StringBuilder();
        Words.of("permission").append(text, (int) bits == 0 ? 0xf : bits, ",");
        return text.toString();
    }

    private static String capabilities(long bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 40; i++) {
            if ((bits >> i & 1) != 0) {
                text.append(text.length() > 0 ? "," : "")
                        .append(Words.of("capability").word(i));
            }
        }
        return text.length() == 0 ? "none" : text.toString();
    }

    private static String personality(long number, String value) {
        String word = word("personality", number & 0xff, null);
        if (word == null) {
            return "unknown-personality(0x" + value + ")";
        }
        return (number & 0x0040000) != 0 ? word + "|~ADDR_NO_RANDOMIZE" : word;
    }
}
