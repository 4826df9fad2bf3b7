package org.doorward.tools.control;

import java.io.IOException;
import java.nio.file.Path;

/** No instance serves the control socket. */
public final class NoInstanceException extends IOException {
    private static final long serialVersionUID = 1;

    NoInstanceException(Path socket, Exception cause) {
        super(
                "no instance serves [" + socket + "] (" + cause.getMessage()
                        + "); start one with doorward run, or name its folder with --home",
                cause);
    }
}
