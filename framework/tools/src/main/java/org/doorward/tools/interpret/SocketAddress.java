package org.doorward.tools.interpret;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a {@code struct sockaddr} of a little-endian machine, in words. */
final class SocketAddress {
    private static final Words FAMILIES = Words.of("address-family");
    private static final int LOCAL = 1;
    private static final int INET = 2;
    private static final int AX25 = 3;
    private static final int ATMPVC = 8;
    private static final int X25 = 9;
    private static final int INET6 = 10;
    private static final int NETLINK = 16;
    /** Longer than any address that is told. */
    private static final int ROOM = 128;

    private final byte[] bytes;
    private final int length;
    private final int family;
    private final String name;

    /** @param hex as a record has it */
    SocketAddress(String hex) {
        byte[] read = EncodedText.bytes(hex);
        if (read == null && hex.startsWith("(") && hex.indexOf(')') > 0) {
            read = hex.substring(0, hex.indexOf(')') + 1).getBytes(StandardCharsets.UTF_8);
        }
        length = hex.length() / 2;
        bytes = read == null ? null : Arrays.copyOf(read, Math.max(ROOM, read.length + 1));
        family = bytes == null ? 0 : number(0) & 0xffff;
        name = FAMILIES.word(family);
    }

    /** {@code null} if it is too short to have a family. */
    String words() {
        if (bytes == null) {
            return null;
        }
        if (name == null) {
            return "unknown-family(" + family + ")";
        }
        return "{ saddr_fam=" + name + " " + rest() + " }";
    }

    private String rest() {
        return switch (family) {
            case LOCAL -> length < 4 ? "sockaddr len too short" : "path=" + text(bytes[2] != 0 ? 2 : 3, 108);
            case INET -> length < 16 ? "sockaddr len too short" : "laddr=" + host() + " lport=" + port();
            case INET6 -> length < 28 ? "sockaddr6 len too short" : "laddr=" + host() + " lport=" + port();
            case AX25 -> "call=" + text(2, 7);
            case ATMPVC -> "int=" + number(4);
            case X25 -> "laddr=" + text(2, 15);
            case NETLINK ->
                length < 12
                        ? "len too short"
                        : "nlnk-fam=" + family + " nlnk-pid=" + Integer.toUnsignedString(integer(4));
            default -> "(unsupported)";
        };
    }

    /** The address of a host, or {@code null} if it has none. */
    String host() {
        if (family == INET) {
            return (bytes[4] & 0xff) + "." + (bytes[5] & 0xff) + "." + (bytes[6] & 0xff) + "." + (bytes[7] & 0xff);
        }
        return family == INET6 ? Inet6Text.of(bytes, 8) + scope() : null;
    }

    /** The number of the interface: its name would be one of this machine. */
    private String scope() {
        int scope = integer(24);
        return scope == 0 ? "" : "%" + Integer.toUnsignedString(scope);
    }

    private int port() {
        return (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    private String text(int from, int most) {
        int end = from;
        while (end < bytes.length && end - from < most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private short number(int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(at);
    }

    private int integer(int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
