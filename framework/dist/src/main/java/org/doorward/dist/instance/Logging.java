package org.doorward.dist.instance;

import ch.qos.logback.classic.LoggerContext;
import org.doorward.osgi.EngineHome;
import org.slf4j.LoggerFactory;

/** The log of an instance: opened before anything else is, so that its file needs no mediation, and closed after everything. */
final class Logging {
    private Logging() {}

    /** Points logback at {@code DIR/conf/logback.xml} and has it open its files. Once for a process. */
    static void open(EngineHome home) {
        System.setProperty("doorward.home", home.toString());
        System.setProperty("logback.configurationFile", home.logging().toString());
        LoggerFactory.getILoggerFactory();
    }

    /** Writes what is still queued. */
    static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop();
        }
    }
}
