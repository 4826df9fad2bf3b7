package org.doorward.osgi;

import java.nio.file.Path;
import org.osgi.framework.Bundle;

/** A file of the deploy folder, and what became of it. Used by one thread at a time. */
final class DeployedFile extends WatchedFile {
    /** What is installed from it, or {@code null}. */
    Bundle bundle;
    /** SHA-256 of what is installed, or {@code null}. */
    String sha256;
    /** SHA-256 of what was read last, deployed or not. */
    String tried;
    /** Installed, but it does not resolve yet: the last message, so that it is said once. */
    String unresolved;
    /** It is gone, which was refused. */
    boolean missed;

    DeployedFile(Path path) {
        super(path);
    }

    boolean isInstalled() {
        return bundle != null && bundle.getState() != Bundle.UNINSTALLED;
    }
}
