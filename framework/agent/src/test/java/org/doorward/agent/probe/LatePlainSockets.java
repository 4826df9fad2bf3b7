package org.doorward.agent.probe;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.DatagramSocket;
import java.net.Socket;

/** Asks JDK 17 for its old sockets as late as any bundle can, uses both kinds, and prints the classes that do the work. */
public final class LatePlainSockets {
    private LatePlainSockets() {}

    /** @param arguments ignored */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("jdk.net.usePlainSocketImpl", "true");
        System.setProperty("jdk.net.usePlainDatagramSocketImpl", "true");
        try (Socket socket = new Socket()) {
            socket.bind(null);
            System.out.println("socket: " + innermost(socket));
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            System.out.println("datagrams: " + innermost(socket));
        }
    }

    /** Down the chain of what an object hands its work to. */
    private static String innermost(Object at) throws IOException, IllegalAccessException {
        Object below = below(at);
        return below == null ? at.getClass().getName() : innermost(below);
    }

    private static Object below(Object at) throws IllegalAccessException {
        for (Class<?> type = at.getClass();
                type != null && type.getName().startsWith("java.net.");
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("impl") || field.getName().equals("delegate")) {
                    field.setAccessible(true);
                    return field.get(at);
                }
            }
        }
        return null;
    }
}
