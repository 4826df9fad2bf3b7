package org.doorward.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * An address of an operation: core's own copy. Immutable. No name is looked up in making one.
 *
 * @param host as it was asked for, a name or the text of the IP; {@code null} for a socket in the file system
 * @param ip 4 or 16 bytes in network order; {@code null} if it is not resolved
 * @param scope of an inet6 address, else 0
 * @param port 0 to 65535, -1 for none
 * @param socketFile the file name of a Unix domain socket, else {@code null}
 */
record Address(String host, byte[] ip, int scope, int port, String socketFile) {
    /** The accessors of these classes are final, and InetAddress has no subclasses but the JDK's. */
    static Address of(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        return resolved == null
                ? new Address(address.getHostString(), null, 0, address.getPort(), null)
                : of(resolved, address.getHostString(), address.getPort());
    }

    static Address of(InetAddress address, int port) {
        String text = address.toString(); // NAME/IP; getHostName would look the name up
        String name = text.substring(0, text.indexOf('/'));
        return of(address, name.isEmpty() ? address.getHostAddress() : name, port);
    }

    private static Address of(InetAddress address, String host, int port) {
        int scope = address instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
        return new Address(host, address.getAddress(), scope, port, null);
    }

    static Address ofFile(String name) {
        return new Address(null, null, 0, -1, name);
    }

    /** The text of the IP address, or {@code null}. */
    String ipText() {
        if (ip == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(ip).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e); // the length is that of an address
        }
    }

    /** As in {@code saddr=}: 1 unix, 2 inet, 10 inet6; 0: it is not resolved. */
    int family() {
        if (socketFile != null) {
            return 1;
        }
        return ip == null ? 0 : ip.length == 4 ? 2 : 10;
    }

    /** Whether both lead to the same place, whatever name was asked for. */
    boolean isSameAs(Address other) {
        return port == other.port
                && scope == other.scope
                && Arrays.equals(ip, other.ip)
                && Objects.equals(socketFile, other.socketFile)
                && (ip != null || Objects.equals(host, other.host));
    }
}
