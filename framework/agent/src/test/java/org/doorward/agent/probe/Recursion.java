package org.doorward.agent.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;

/** What is mediated while a handler runs, and while an operation runs; prints the methods that were seen, a line for each situation. */
public final class Recursion {
    private final Path folder;
    private final List<String> rows;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final boolean[] wanted;
    private volatile Runnable atCreate = () -> {};

    @SuppressWarnings("unchecked") // what the package's documentation promises
    private Recursion(Path folder) {
        this.folder = folder;
        Map<?, ?> agent = Engine.takeHandle();
        rows = (List<String>) agent.get("rows");
        wanted = ((BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>) agent.get("register"))
                .apply(this::enter, this::exit);
    }

    private String method(int row) {
        return rows.get(row).split("\t")[3];
    }

    private void enter(Object[] call, int row) {
        seen.add(method(row));
        call[0] = this;
        if (method(row).equals("createNewFile")) {
            atCreate.run();
        }
    }

    private void exit(Object[] call, int row) {
        if (method(row).equals("createNewFile")) {
            atCreate.run();
        }
    }

    private void want(String... methods) {
        for (int row = 0; row < wanted.length; row++) {
            wanted[row] = Arrays.asList(methods).contains(method(row));
        }
        seen.clear();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private void create(String name) {
        try {
            file(name).createNewFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param arguments an empty folder */
    public static void main(String[] arguments) throws Exception {
        Recursion recursion = new Recursion(Path.of(arguments[0]));
        recursion.handlersOwnWork();
        recursion.threadsOfHandlers();
        recursion.callersObjects();
        if (Runtime.version().feature() >= 21) {
            recursion.virtualThreads();
        }
    }

    private void handlersOwnWork() {
        want("createNewFile", "mkdir", "delete");
        atCreate = () -> {
            file("of-the-handler").mkdir();
            file("of-the-handler").delete();
        };
        create("a");
        file("b").mkdir();
        System.out.println("handler's own work " + seen);
    }

    private void threadsOfHandlers() {
        want("createNewFile", "mkdir");
        atCreate = () -> {
            Thread started = new Thread(() -> file("of-its-thread").mkdir());
            started.start();
            try {
                started.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        create("c");
        System.out.println("threads of the handler " + seen);
    }

    private void callersObjects() throws IOException {
        want("newByteChannel", "mkdir");
        Set<OpenOption> options = new AbstractSet<>() {
            @Override
            public Iterator<OpenOption> iterator() {
                file("of-the-caller").mkdir();
                return Set.<OpenOption>of(StandardOpenOption.READ).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Files.newByteChannel(folder.resolve("a"), options).close();
        System.out.println("caller's set " + seen);

        want("<init>", "mkdir");
        File named = new File(file("a").getPath()) {
            private static final long serialVersionUID = 1L;

            @Override
            public String getPath() {
                file("of-the-caller's-file").mkdir();
                return super.getPath();
            }
        };
        new FileInputStream(named).close();
        System.out.println("caller's file " + seen);
    }

    /** On one carrier: a handler that waits lets go of it, and the next virtual thread is mediated on it. */
    private void virtualThreads() throws Exception {
        want("createNewFile", "mkdir");
        CountDownLatch go = new CountDownLatch(1);
        atCreate = () -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Thread waiting = virtual(() -> create("d"));
        waiting.start();
        while (seen.isEmpty()) {
            Thread.onSpinWait();
        }
        Thread other = virtual(() -> file("e").mkdir());
        other.start();
        other.join();
        System.out.println("virtual threads " + seen);
        go.countDown();
        waiting.join();
    }

    /** Not in the API of JDK 17. */
    private static Thread virtual(Runnable task) throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("unstarted", Runnable.class)
                .invoke(builder, task);
    }
}
