package org.doorward.agent;

/**
 * The old socket implementations of JDK 17, which no row weaves. The JDK takes them in place of those that are woven if a property says so
 * when a class of java.net is initialised; so these classes are initialised before anybody can set the properties.
 */
final class PlainSockets {
    private PlainSockets() {}

    /**
     * Sees to it that they are never used; does nothing on a JDK that has none.
     *
     * @throws RefusedException if the command line asks for them
     */
    static void shutOut() {
        if (isThere("java.net.PlainSocketImpl", false)) {
            shutOut("jdk.net.usePlainSocketImpl", "java.net.SocketImpl");
            shutOut("jdk.net.usePlainDatagramSocketImpl", "java.net.DatagramSocket");
        }
    }

    /** @param reader the class that reads the property, once */
    private static void shutOut(String property, String reader) {
        String value = System.getProperty(property);
        if (value != null) {
            throw new RefusedException("property [" + property + "] is [" + value
                    + "]: the sockets that it stands for are not mediated: expected that it is not set; take it off the"
                    + " command line");
        }
        isThere(reader, true);
    }

    private static boolean isThere(String type, boolean initialised) {
        try {
            Class.forName(type, initialised, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
