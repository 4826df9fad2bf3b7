package org.doorward.testkit;

import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Operation;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;

/** Flags what is done with drafts, and keeps them from being deleted. */
public final class DraftsModule implements SecurityModule {
    private static final PathMatch DRAFTS = PathMatch.under("/srv/drafts");

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        FileOperation file = (FileOperation) operation;
        if (!file.touches(DRAFTS)) {
            return Decision.PASS;
        }
        audit.flag("drafts").field("draft", file.source());
        audit.reason("a draft is kept");
        return operation.kind().equals("file.delete") ? Decision.DENY : Decision.PASS;
    }
}
