package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An operation of family {@code network}. A flyweight as {@link Operation}. Its address is the one that it goes to or is bound to; of a
 * peer that is accepted or received from, it is known only when the operation has ended.
 */
@ProviderType
public interface NetworkOperation extends Operation {
    /** The host as it was asked for, a name or the text of an IP address; {@code null} if there is none. No name is looked up. */
    String host();

    /** The text of the IP address, without a name; {@code null} if there is none or it was not resolved. */
    String ip();

    /** The port, or -1 if there is none. */
    int port();

    /** The file name of a Unix domain socket, or {@code null} if it is none. */
    String socketFile();
}
