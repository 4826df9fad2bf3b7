package org.doorward.event;

/**
 * An address of the network or of the file system, in the forms in which records have it: {@code saddr=} as the kernel's structure,
 * what was asked for, and the address itself. {@link #read} first. Not safe for several threads.
 */
final class AddressText {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    /** {@code sizeof(struct sockaddr_un)}: what Linux is told whatever the length of the path. */
    private static final int UNIX_LENGTH = 110;

    private static final int INET_LENGTH = 16;
    private static final int INET6_LENGTH = 28;
    private static final int NO_PORT = -1;

    private final EventDecoder event;
    private final byte[] structure = new byte[INET6_LENGTH];
    private boolean unix;
    private byte[] ip;
    private int scope;
    private int port;
    private int full;
    private int at;
    private int kept;

    AddressText(EventDecoder event) {
        this.event = event;
    }

    /** Reads the entry of an address. @throws IllegalArgumentException if it is none */
    AddressText read(int entry) {
        unix = event.seek(entry) == EventLayout.TAG_UNIX_ADDRESS;
        event.readName();
        port = unix ? NO_PORT : event.readInt();
        scope = unix ? 0 : event.readInt();
        ip = event.readBytes(unix ? 0 : event.readByte());
        if (port < NO_PORT || port > 0xffff || ip.length != 0 && ip.length != 4 && ip.length != 16) {
            throw new IllegalArgumentException(
                    "not an event: an address of [" + ip.length + "] bytes with port [" + port + "]");
        }
        full = event.readTextLength();
        at = event.at();
        kept = event.left();
        return this;
    }

    /** Whether the address itself is known. */
    boolean isResolved() {
        return unix || ip.length > 0;
    }

    /** Whether it is an address of the network that is known. */
    boolean isNumeric() {
        return ip.length > 0;
    }

    /** Whether a text says more than the address itself: a name or literal that was asked for. */
    boolean wasAskedFor() {
        return !unix && full >= 0;
    }

    /** What Linux is told as the length of the address; 0 if it is not resolved. */
    int length() {
        return unix ? UNIX_LENGTH : ip.length == 0 ? 0 : ip.length == 4 ? INET_LENGTH : INET6_LENGTH;
    }

    /** Writes {@code saddr=} and the structure: family and scope little-endian as on x86_64, port and address in network order. */
    void structure(TextBuffer out) {
        out.ascii("saddr=");
        java.util.Arrays.fill(structure, (byte) 0);
        if (unix) {
            structure[0] = AF_UNIX;
            out.upperHex(structure, 0, 2).upperHex(event.array(), at, kept).upperHex(structure, 2, 1);
            if (full > kept) {
                out.ascii(" saddr_len=").decimal(2 + (long) full + 1);
            }
            return;
        }
        boolean four = ip.length == 4;
        structure[0] = (byte) (four ? AF_INET : AF_INET6);
        int number = Math.max(0, port);
        structure[2] = (byte) (number >> 8);
        structure[3] = (byte) number;
        System.arraycopy(ip, 0, structure, four ? 4 : 8, ip.length);
        for (int i = 0; !four && i < 4; i++) {
            structure[24 + i] = (byte) (scope >> 8 * i);
        }
        out.upperHex(structure, 0, length());
    }

    /**
     * Writes, not yet encoded, what was asked for, else the address itself: {@code NAME:PORT}, {@code [INET6]:PORT}, a path. Returns how
     * long it is uncut, -1 if nothing is known.
     */
    long spoken(TextBuffer out) {
        if (unix) {
            out.raw(event.array(), at, kept);
            return full;
        }
        int before = out.length();
        if (full < 0) {
            endpoint(out);
            return isNumeric() ? out.length() - before : -1;
        }
        boolean brackets = port != NO_PORT && hasColon();
        if (brackets) {
            out.letter('[');
        }
        out.raw(event.array(), at, kept);
        int cut = Math.max(0, full - kept);
        if (cut == 0) {
            if (brackets) {
                out.letter(']');
            }
            port(out);
        }
        return out.length() - before + (long) cut;
    }

    private boolean hasColon() {
        for (int i = at; i < at + kept; i++) {
            if (event.array()[i] == ':') {
                return true;
            }
        }
        return false;
    }

    /** Writes {@code ADDRESS:PORT}, {@code [INET6]:PORT}, or without a port the address alone. */
    void endpoint(TextBuffer out) {
        boolean brackets = port != NO_PORT && ip.length == 16;
        if (brackets) {
            out.letter('[');
        }
        number(out);
        if (brackets) {
            out.letter(']');
        }
        port(out);
    }

    private void port(TextBuffer out) {
        if (port != NO_PORT) {
            out.letter(':').decimal(port);
        }
    }

    /** Writes the address alone, an inet6 one as RFC 5952 has it. */
    void number(TextBuffer out) {
        if (ip.length == 16) {
            inet6(out);
            return;
        }
        for (int i = 0; i < ip.length; i++) {
            if (i > 0) {
                out.letter('.');
            }
            out.decimal(ip[i] & 0xff);
        }
    }

    private void inet6(TextBuffer out) {
        int gap = -1;
        int gapLength = 1; // a single group of zeros is not shortened
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && group(i + zeros) == 0) {
                zeros++;
            }
            if (zeros > gapLength) {
                gap = i;
                gapLength = zeros;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out.ascii("::");
                i += gapLength - 1;
            } else {
                if (i > 0 && i != gap + gapLength) {
                    out.letter(':');
                }
                out.lowerHex(group(i));
            }
        }
    }

    private int group(int index) {
        return (ip[2 * index] & 0xff) << 8 | ip[2 * index + 1] & 0xff;
    }

    /** What an AVC calls the object: the address with its port, the path, or the host; {@code null} if nothing is known. */
    String label() {
        TextBuffer text = new TextBuffer(64);
        if (isNumeric()) {
            endpoint(text);
        } else if (full >= 0) {
            text.raw(event.array(), at, kept);
        } else {
            return null;
        }
        return Label.of(new String(text.array(), 0, text.length(), java.nio.charset.StandardCharsets.UTF_8), null);
    }
}
