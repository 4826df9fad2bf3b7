package org.doorward.itest.architecture.wrong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Crosses an arrow on purpose: shows that the rules can fail. */
public final class Crossing {
    private static final Logger LOG = LoggerFactory.getLogger(Crossing.class);

    private Crossing() {}

    /** Nothing of use. */
    public static void cross() {
        LOG.info("crossed");
    }
}
