package org.doorward.tools.report;

import java.util.function.Predicate;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.TypeRange;
import org.doorward.trail.read.RecordTypes;

/** Reports on access decisions, their policy, and on what watches a system. */
final class ControlReports {
    /** A task that was ended for a forbidden call; the summary does not count it among the anomalies. */
    private static final int SECCOMP = 1326;

    static final ListReport.Form ACCESS = new ListReport.Form(
            "AVC Report",
            63,
            "# date time comm subj syscall class permission obj result event",
            ControlReports::decidesAccess,
            (facts, page) -> {
                for (AccessDecision decision : AccessDecision.of(facts)) {
                    start(facts, page)
                            .word(facts.command())
                            .word(decision.subject())
                            .syscall(facts)
                            .word(decision.objectClass())
                            .word(decision.permission())
                            .word(decision.object())
                            .word(decision.result())
                            .number(facts.serial())
                            .end();
                }
            });
    static final TotalsReport.Form ACCESS_TOTALS = TotalsReport.Form.ofNames(
            "Avc Object Summary Report",
            33,
            "obj",
            (facts, tally, naming) -> AccessDecision.of(facts).forEach(decision -> tally.add(decision.object())));

    static final ListReport.Form POLICY =
            ofUser("MAC Report", 35, facts -> facts.has(TypeRange.POLICY) || facts.has(TypeRange.USER_POLICY));
    static final TotalsReport.Form POLICY_TOTALS = TotalsReport.Form.ofTypes("MAC Summary Report", 18, POLICY.wanted());

    static final ListReport.Form CRYPTO =
            ofUser("Crypto Report", 35, facts -> facts.has(TypeRange.KERNEL_CRYPTO) || facts.has(TypeRange.CRYPTO));
    static final TotalsReport.Form CRYPTO_TOTALS =
            TotalsReport.Form.ofTypes("Crypto Summary Report", 21, CRYPTO.wanted());

    static final ListReport.Form INTEGRITY = ofType("Integrity Report", facts -> facts.has(TypeRange.INTEGRITY));
    static final TotalsReport.Form INTEGRITY_TOTALS =
            TotalsReport.Form.ofTypes("Integrity Summary Report", 24, INTEGRITY.wanted());

    static final ListReport.Form VIRTUALIZATION =
            ofType("Virtualization Report", facts -> facts.has(TypeRange.VIRTUALIZATION));
    static final TotalsReport.Form VIRTUALIZATION_TOTALS =
            TotalsReport.Form.ofTypes("Virtualization Summary Report", 29, VIRTUALIZATION.wanted());

    static final ListReport.Form RESPONSES =
            ofType("Response to Anomaly Report", facts -> facts.has(TypeRange.RESPONSES));
    static final TotalsReport.Form RESPONSE_TOTALS =
            TotalsReport.Form.ofTypes("Anomaly Response Summary Report", 31, RESPONSES.wanted());

    static final ListReport.Form ANOMALIES = new ListReport.Form(
            "Anomaly Report",
            41,
            "# date time type exe term host auid event",
            facts -> facts.has(TypeRange.ANOMALIES) || facts.has(TypeRange.KERNEL_ANOMALIES) || facts.has(SECCOMP),
            (facts, page) -> start(facts, page)
                    .word(RecordTypes.name(facts.type()))
                    .word(facts.executable() != null ? facts.executable() : facts.command())
                    .word(facts.terminal())
                    .word(facts.host())
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form ANOMALY_TOTALS =
            TotalsReport.Form.ofTypes("Anomaly Summary Report", 22, ANOMALIES.wanted());

    private ControlReports() {}

    /** Whether the event has an access decision, of the kernel or of a program. */
    static boolean decidesAccess(Facts facts) {
        return facts.has(1400) || facts.has(1107);
    }

    private static ListReport.Form ofUser(String title, int rule, Predicate<Facts> wanted) {
        return new ListReport.Form(
                title,
                rule,
                "# date time auid type success event",
                wanted,
                (facts, page) -> start(facts, page)
                        .user(facts.loginUser())
                        .word(RecordTypes.name(facts.type()))
                        .word(facts.result())
                        .number(facts.serial())
                        .end());
    }

    private static ListReport.Form ofType(String title, Predicate<Facts> wanted) {
        return new ListReport.Form(
                title,
                30,
                "# date time type success event",
                wanted,
                (facts, page) -> start(facts, page)
                        .word(RecordTypes.name(facts.type()))
                        .word(facts.result())
                        .number(facts.serial())
                        .end());
    }

    private static ReportPage start(Facts facts, ReportPage page) {
        return page.row(facts.event().stampMillis());
    }
}
