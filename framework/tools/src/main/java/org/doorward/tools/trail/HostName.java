package org.doorward.tools.trail;

import java.util.HexFormat;
import org.doorward.tools.interpret.Inet6Text;
import org.doorward.trail.TrailRecord;

/** The host at the other end of an event. */
final class HostName {
    private static final int INET = 2;
    private static final int INET6 = 10;

    private HostName() {}

    /** The name or address, or {@code null}; {@code ?} if a program wrote that it knows none. */
    static String of(Facts facts) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            TrailRecord record = facts.record(i);
            switch (facts.family(i)) {
                case SOCKADDR:
                    if (record.raw("saddr") != null) {
                        return ofAddress(record.raw("saddr"));
                    }
                    break;
                case USER, USER_AVC:
                    if (record.raw("hostname") != null) {
                        return ofProgram(record);
                    }
                    break;
                case DAEMON_PEER:
                    if (record.raw("addr") != null) {
                        return upTo(':', record.raw("addr"));
                    }
                    break;
                case PACKET:
                    if (record.raw("saddr") != null) {
                        return record.raw("saddr");
                    }
                    break;
                default:
            }
        }
        return null;
    }

    private static String ofProgram(TrailRecord record) {
        String name = upTo(',', record.raw("hostname"));
        String address = name.equals("?") ? record.raw("addr") : null;
        return address == null ? name : upTo(',', address);
    }

    private static String upTo(char end, String value) {
        int at = value.indexOf(end);
        return at < 0 ? value : value.substring(0, at);
    }

    /** Of the socket's address in bytes: family (little-endian), port, then IPv4, or flow and IPv6. */
    static String ofAddress(String hex) {
        byte[] address = bytes(hex);
        if (address.length < 2 || address[1] != 0) {
            return null;
        }
        if (address[0] == INET && address.length >= 16) {
            return (address[4] & 0xff) + "." + (address[5] & 0xff) + "." + (address[6] & 0xff) + "."
                    + (address[7] & 0xff);
        }
        return address[0] == INET6 && address.length >= 28 ? Inet6Text.of(address, 8) : null;
    }

    /** Empty if the text is no hexadecimal number of whole bytes. */
    static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
