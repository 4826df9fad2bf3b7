package org.doorward.agent.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The attempts of all rows, each prepared anew in a folder of its own. */
final class Cases {
    /** Prepares an attempt in an empty folder, before anybody watches. */
    interface Preparation {
        Attempt in(Path folder) throws Throwable;
    }

    /** One row's. */
    record Case(int item, String method, Preparation preparation) {}

    private final List<Case> all = new ArrayList<>();

    /** @param method class and method as the table has them, without the package, and as much of the descriptor as tells it from others */
    Cases add(int item, String method, Preparation preparation) {
        all.add(new Case(item, method, preparation));
        return this;
    }

    List<Case> all() {
        return all;
    }

    /** A file with two bytes in it. */
    static Path file(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name), "x\n");
    }
}
