package org.doorward.osgi;

import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the framework reports. Called on the framework's own thread. */
final class FrameworkLog implements FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkLog.class);

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        switch (event.getType()) {
            case FrameworkEvent.ERROR -> LOG.error("bundle [{}]", event.getBundle(), event.getThrowable());
            case FrameworkEvent.WARNING -> LOG.warn("bundle [{}]", event.getBundle(), event.getThrowable());
            default -> LOG.debug("framework event {} of bundle [{}]", event.getType(), event.getBundle());
        }
    }
}
