package org.doorward.dist;

import org.doorward.osgi.EngineHome;
import org.slf4j.LoggerFactory;

/** Opens the log of an instance before anything else is: its file needs no mediation then. */
final class Logging {
    private Logging() {}

    /** Points logback at {@code DIR/conf/logback.xml} and has it open its files. Once for a process. */
    static void open(EngineHome home) {
        System.setProperty("doorward.home", home.toString());
        System.setProperty("logback.configurationFile", home.logging().toString());
        LoggerFactory.getILoggerFactory();
    }
}
