package org.doorward.samples.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.module.NetworkOperation;

/**
 * Where may be connected to. Immutable. IP addresses alone: a name in an operation is what the caller says it is, and another
 * address may stand behind it.
 */
record Peers(List<Peer> peers) {
    /** @param port -1 for any */
    private record Peer(String ip, int port) {}

    private static final Pattern PEER =
            Pattern.compile("(?:([0-9]{1,3}(?:\\.[0-9]{1,3}){3})|\\[([0-9a-fA-F:.]+)])(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException if one is not {@code IP}, {@code IP:PORT}, {@code [IP6]} or {@code [IP6]:PORT} */
    static Peers of(List<String> words) {
        List<Peer> peers = new ArrayList<>();
        for (String word : words) {
            peers.add(peer(word));
        }
        return new Peers(List.copyOf(peers));
    }

    private static Peer peer(String word) {
        Matcher form = PEER.matcher(word);
        if (form.matches()) {
            try {
                // A literal is not looked up; its text becomes the one that operations have.
                String ip = InetAddress.getByName(form.group(1) != null ? form.group(1) : form.group(2))
                        .getHostAddress();
                int port = form.group(3) == null ? -1 : Integer.parseInt(form.group(3));
                if (port <= 65535) {
                    return new Peer(ip, port);
                }
            } catch (UnknownHostException e) {
                // Said below: 300.1.1.1 is no address.
            }
        }
        throw new IllegalArgumentException("[" + word + "]");
    }

    /** Whether the operation goes to one of them. A socket file and a host that was not resolved are none. */
    boolean hold(NetworkOperation connect) {
        String ip = connect.ip();
        if (ip == null) {
            return false;
        }
        int port = connect.port();
        for (int i = 0; i < peers.size(); i++) { // not for-each: its iterator would be an allocation
            Peer peer = peers.get(i);
            if (peer.ip.equals(ip) && (peer.port == -1 || peer.port == port)) {
                return true;
            }
        }
        return false;
    }
}
