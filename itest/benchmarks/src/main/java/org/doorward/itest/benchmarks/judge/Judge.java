package org.doorward.itest.benchmarks.judge;

import java.util.concurrent.atomic.AtomicLong;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.NetworkOperation;
import org.doorward.module.Operation;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;

/** Judges one kind. Of files and connections those of the measured bundle are its business, of other kinds all. Safe for all threads. */
final class Judge implements SecurityModule {
    private final Way way;
    private final PathMatch folder;
    private final int port;
    private final String label;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong found = new AtomicLong();

    Judge(Way way, PathMatch folder, int port, String label) {
        this.way = way;
        this.folder = folder;
        this.port = port;
        this.label = label;
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        if (isMeant(operation)) {
            asked.incrementAndGet();
            if (way.finds(label, operation, audit)) {
                found.incrementAndGet();
            }
        }
        return Decision.PASS;
    }

    private boolean isMeant(Operation operation) {
        if (operation instanceof FileOperation file) {
            return file.touches(folder);
        }
        return !(operation instanceof NetworkOperation connection) || connection.port() == port;
    }

    long asked() {
        return asked.get();
    }

    long found() {
        return found.get();
    }
}
