package org.doorward.core;

import org.doorward.event.KindSpec;

/** Which view modules get of an operation. */
enum Family {
    FILE,
    PROCESS,
    NETWORK,
    BUNDLE,
    /** Arguments are read through slots. */
    OTHER;

    static Family of(KindSpec kind) {
        if (kind.application()) {
            return OTHER;
        }
        return switch (kind.family()) {
            case "file" -> FILE;
            case "process" -> PROCESS;
            case "network" -> NETWORK;
            case "bundle" -> BUNDLE;
            default -> OTHER;
        };
    }
}
