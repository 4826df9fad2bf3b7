package org.doorward.itest.architecture;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that this test is part of. */
final class Tree {
    static final String[] API_PACKAGES = {
        "org.doorward.module..",
        "org.doorward.audit..",
        "org.doorward.guard..",
        "org.doorward.control..",
        "org.doorward.trail",
        "org.doorward.tool.."
    };

    private Tree() {}

    /** The top folder: the nearest above the working folder that holds framework/ and itest/. */
    static Path top() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("framework")) && Files.isDirectory(at.resolve("itest"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "no folder above [" + Path.of("").toAbsolutePath() + "] holds framework/ and itest/");
    }
}
