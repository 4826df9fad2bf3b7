package org.doorward.osgi;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings what bundles tell the OSGi log service into Doorward's log: above all what declarative services say when a component refuses its
 * configuration. Safe for all threads.
 */
final class BundleLog implements LogListener, ServiceTrackerCustomizer<LogReaderService, LogReaderService> {
    /** Loggers of what the framework tells by events, see OSGi Compendium 101.6.1: FrameworkLog has those that matter. */
    private static final String EVENTS = "Events.";

    private final BundleContext context;

    private BundleLog(BundleContext context) {
        this.context = context;
    }

    /** Listens to every log reader, until the context's bundle stops. */
    static void open(BundleContext context) {
        new ServiceTracker<>(context, LogReaderService.class, new BundleLog(context)).open();
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLoggerName() != null && entry.getLoggerName().startsWith(EVENTS)) {
            return;
        }
        Logger logger = LoggerFactory.getLogger(String.valueOf(entry.getBundle().getSymbolicName()));
        logger.atLevel(level(entry)).setCause(entry.getException()).log(() -> message(entry));
    }

    /* The cause is what an operator needs; its trace is what a developer needs, and follows. */
    private static String message(LogEntry entry) {
        Throwable cause = entry.getException();
        return cause == null || cause.getMessage() == null
                ? entry.getMessage()
                : entry.getMessage() + ": " + cause.getMessage();
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    @Override
    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = context.getService(reference);
        reader.addLogListener(this);
        return reader;
    }

    @Override
    public void modifiedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
        // Its properties say nothing to us.
    }

    @Override
    public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
        reader.removeLogListener(this);
        context.ungetService(reference);
    }
}
