package org.doorward.core;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The folder that relative names are taken from: fixed while the JVM runs. Immutable. */
final class WorkingFolder {
    private final String name;
    private final byte[] bytes;
    private final byte[] prefix;

    WorkingFolder(String name) {
        this.name = Path.of(name).normalize().toString();
        this.bytes = this.name.getBytes(StandardCharsets.UTF_8);
        this.prefix = bytes.length == 1 ? bytes : (this.name + "/").getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /** The name in UTF-8, without a slash at the end unless it is the root. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The name in UTF-8 with a slash at its end: what stands before a name that is taken from it. Not to be changed. */
    byte[] prefix() {
        return prefix;
    }
}
