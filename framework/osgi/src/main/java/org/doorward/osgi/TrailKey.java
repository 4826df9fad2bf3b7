package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The key of hashed values, made with the trail and kept beside it: {@code DIR/audit/trail.key}, 32 bytes, mode 0600. */
final class TrailKey {
    private static final int BYTES = 32;

    private final byte[] key;

    private TrailKey(byte[] key) {
        this.key = key;
    }

    /** The key of this trail, made if there is none. */
    static TrailKey of(Path folder) throws IOException {
        Path file = folder.resolve("trail.key");
        try {
            create(file);
        } catch (FileAlreadyExistsException e) {
            // the usual case: made at the first start
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IOException("key [" + file + "] has " + key.length + " bytes: expected " + BYTES
                    + "; restore it, or remove it: hashed values of old and new records cannot be compared then");
        }
        return new TrailKey(key);
    }

    private static void create(Path file) throws IOException {
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            channel.write(java.nio.ByteBuffer.wrap(key));
        }
    }

    byte[] bytes() {
        return key.clone();
    }

    /** What tells this trail from others, in records: says nothing about the key. */
    String trailId() {
        return Installer.sha256(key).substring(0, 16);
    }
}
