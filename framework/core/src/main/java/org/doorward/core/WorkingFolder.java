package org.doorward.core;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The folder that relative names are taken from: fixed while the JVM runs. Immutable. */
final class WorkingFolder {
    private final String name;
    private final byte[] bytes;

    WorkingFolder(String name) {
        this.name = Path.of(name).normalize().toString();
        this.bytes = this.name.getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /** The name in UTF-8, without a slash at the end unless it is the root. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
