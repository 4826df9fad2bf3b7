package org.doorward.tools.report;

import java.util.ArrayList;
import java.util.List;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.Outcome;
import org.doorward.tools.trail.RecordFamily;
import org.doorward.trail.TrailRecord;

/**
 * What an AVC says: who wanted what of whom. Parts that it does not say are {@code (null)}, as the original prints them.
 *
 * @param subject who wanted it
 * @param permission what was wanted
 * @param object of what
 * @param objectClass what kind of thing the object is
 * @param result denied, granted or unset
 */
record AccessDecision(String subject, String permission, String object, String objectClass, String result) {
    private static final String NONE = "(null)";

    /** Those of an event; without any from the kernel, those of programs. */
    static List<AccessDecision> of(Facts facts) {
        List<AccessDecision> kernel = of(facts, RecordFamily.AVC);
        return kernel.isEmpty() ? of(facts, RecordFamily.USER_AVC) : kernel;
    }

    private static List<AccessDecision> of(Facts facts, RecordFamily family) {
        List<AccessDecision> decisions = new ArrayList<>(2);
        for (int i = 0; i < facts.size(); i++) {
            if (facts.family(i) == family) {
                decisions.add(of(facts.record(i), family));
            }
        }
        return decisions;
    }

    private static AccessDecision of(TrailRecord record, RecordFamily family) {
        String result = switch (Outcome.of(RecordFamily.AVC, 0, record)) {
            case 0 -> "denied";
            case 1 -> "granted";
            default -> "unset";
        };
        return new AccessDecision(
                orNone(record.raw(family == RecordFamily.AVC ? "scontext" : "subj")),
                permission(record.line()),
                orNone(record.raw("tcontext")),
                orNone(record.raw("tclass")),
                result);
    }

    private static String permission(String line) {
        int open = line.indexOf('{');
        int close = line.indexOf('}', open);
        return open < 0 || close < 0 ? NONE : line.substring(open + 1, close).strip();
    }

    private static String orNone(String value) {
        return value == null ? NONE : value;
    }
}
