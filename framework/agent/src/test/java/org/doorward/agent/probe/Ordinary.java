package org.doorward.agent.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An ordinary program, whose every word can be compared: results, failures with their stack traces, how it ends. */
public final class Ordinary {
    private interface Use {
        Object run() throws Exception;
    }

    /** @param arguments an empty folder, and how to end: exit, halt, throw */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path file = folder.resolve("a");
        show(() -> Files.writeString(file, "x"));
        show(() -> Files.newByteChannel(folder.resolve("missing")));
        show(() -> new FileInputStream(folder.resolve("missing").toFile()));
        show(() -> new RandomAccessFile(folder.toFile(), "rw"));
        show(() -> Files.createDirectory(file));
        show(() -> Files.move(folder.resolve("missing"), file));
        show(() -> file.toFile().renameTo(new File("/proc/none")));
        show(() -> new ProcessBuilder("/none").start());
        show(() -> {
            System.loadLibrary("none");
            return null;
        });
        show(() -> {
            new Socket().connect(new InetSocketAddress("127.0.0.1", 1), 1000);
            return null;
        });
        show(() -> {
            Integer.class.getDeclaredField("value").setAccessible(true);
            return null;
        });
        show(() -> new ProcessBuilder("true").start().waitFor());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        switch (arguments[1]) {
            case "exit" -> System.exit(5);
            case "halt" -> Runtime.getRuntime().halt(6);
            default -> throw new IOException("uncaught");
        }
    }

    private static void show(Use use) {
        try {
            System.out.println(use.run());
        } catch (Exception | LinkageError e) {
            System.out.println(e.toString().replaceAll("@[0-9a-f]+", "@")); // a module's identity hash
            Arrays.stream(e.getStackTrace()).forEach(System.out::println);
        }
    }
}
