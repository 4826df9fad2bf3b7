package org.doorward.tools.interpret;

import org.doorward.tools.Architecture;
import org.doorward.tools.SyscallNumbers;

/** What the arguments of a system call mean where that depends on its other arguments. Numbers are those of x86_64 and most others. */
final class CallWords {
    private static final int SET_PARENT_DEATH_SIGNAL = 1;
    private static final int CAPABILITY_READ = 23;
    private static final int CAPABILITY_DROP = 24;
    private static final int SET_FD = 2;
    private static final int SET_OWNER = 8;
    private static final long CREATE = 0100;
    private static final int SOCKET_LEVEL = 1;

    private CallWords() {}

    static String call(String value, RecordContext record) {
        Architecture architecture =
                record.architecture() == null ? Architecture.ofThisMachine() : record.architecture();
        if (architecture == null) {
            return value;
        }
        CNumber.unsigned(value, 10); // too large is said so
        String name = name(architecture, record.callNumber(), record.firstArgument());
        return name == null ? "unknown-syscall(" + record.callNumber() + ")" : name;
    }

    /** The name of a call; of those that stand for several, with the one that the first argument says. {@code null} if it has none. */
    static String name(Architecture architecture, int number, long firstArgument) {
        String name = SyscallNumbers.name(architecture, number);
        String function = null;
        if (name != null && (int) firstArgument == firstArgument) {
            if (name.equals("socketcall")) {
                function = FieldType.word("socket-call", firstArgument, null);
            } else if (name.equals("ipc")) {
                function = FieldType.word("ipc-call", firstArgument, null);
            }
        }
        return function == null ? name : name + "(" + function + ")";
    }

    static String modeOfCreated(String value, RecordContext record) {
        return (record.secondArgument() & CREATE) != 0 ? Modes.withoutType(FieldType.hex(value)) : "0x" + value;
    }

    static String prctlArgument(String value, RecordContext record) {
        if (record.firstArgument() == CAPABILITY_READ || record.firstArgument() == CAPABILITY_DROP) {
            return FieldType.word("capability", (int) FieldType.hex(value), "unknown-capability(0x" + value + ")");
        }
        return record.firstArgument() == SET_PARENT_DEATH_SIGNAL
                ? FieldType.signal((int) FieldType.hex(value), "0x" + value)
                : "0x" + value;
    }

    static String fcntlArgument(String value, RecordContext record) {
        long number = FieldType.hex(value);
        if (record.secondArgument() == SET_OWNER) {
            return record.user(number);
        }
        return record.secondArgument() == SET_FD && (int) number == 1 ? "FD_CLOEXEC" : "0x" + value;
    }

    static String cloneFlags(long bits) {
        StringBuilder text = new StringBuilder();
        Words.of("clone-flag").append(text, bits, "|");
        int signal = (int) bits & 0xff;
        if (signal > 0 && signal < 32) {
            text.append(text.length() > 0 ? "|" : "").append(Words.of("signal").word(signal));
        }
        return text.length() == 0 ? "0x" + Long.toHexString(bits) : text.toString();
    }

    static String socketLevel(String value, RecordContext record) {
        int level = (int) FieldType.hex(value);
        if (level == SOCKET_LEVEL) {
            return "SOL_SOCKET";
        }
        String protocol = record.protocol(level);
        return protocol != null
                ? protocol
                : FieldType.word("socket-level", level, "unknown-sockopt-level(0x" + value + ")");
    }

    static String socketOption(String value, RecordContext record) {
        int option = (int) FieldType.hex(value);
        if (record.secondArgument() > Integer.MAX_VALUE) {
            return "0x" + value;
        }
        return switch ((int) record.secondArgument()) {
            case 0 -> FieldType.word("ip-option", option, "unknown-ipopt-name(0x" + value + ")");
            case SOCKET_LEVEL -> {
                boolean isPower =
                        record.architecture() == Architecture.PPC || record.architecture() == Architecture.PPC64;
                String own = isPower ? FieldType.word("socket-option-ppc", option, null) : null;
                yield own != null
                        ? own
                        : FieldType.word("socket-option", option, "unknown-sockopt-name(0x" + value + ")");
            }
            case 6 -> FieldType.word("tcp-option", option, "unknown-tcpopt-name(0x" + value + ")");
            case 17 -> FieldType.word("udp-option", option, "unknown-udpopt-name(0x" + value + ")");
            case 41 -> FieldType.word("ipv6-option", option, "unknown-ip6opt-name(0x" + value + ")");
            case 263 -> FieldType.word("packet-option", option, "unknown-pktopt-name(0x" + value + ")");
            default -> "0x" + value;
        };
    }

    static String scheduler(long policy, String value) {
        String word = FieldType.word("scheduler", policy & 0xf, null);
        if (word == null) {
            return "unknown-scheduler-policy(0x" + value + ")";
        }
        return (policy & 0x4000_0000) != 0 ? word + "|SCHED_RESET_ON_FORK" : word;
    }

    static String shmFlags(long bits) {
        StringBuilder text = new StringBuilder();
        Words.of("ipc-flag").append(text, bits & 03000, "|");
        Words.of("shm-flag").append(text, bits & 014000, "|");
        return text.append(text.length() > 0 ? "|" : "")
                .append(Modes.withoutType(bits & 0777))
                .toString();
    }
}
