package org.doorward.tools.report;

import java.util.List;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.NamedFile;
import org.doorward.tools.trail.TypeRange;
import org.doorward.trail.read.RecordTypes;

/** Reports on what was done, to what, by which rule. */
final class ObjectReports {
    private static final int CONFIG_CHANGE = 1305;
    private static final int DAEMON_CONFIG = 1203;
    private static final int USYS_CONFIG = 1111;
    private static final int NETFILTER_CFG = 1325;
    private static final int FEATURE_CHANGE = 1328;
    private static final int USER_MAC_CONFIG_CHANGE = 2312;

    static final ListReport.Form FILES = new ListReport.Form(
            "File Report",
            47,
            "# date time file syscall success exe auid event",
            facts -> !facts.files().isEmpty(),
            (facts, page) -> start(facts, page)
                    .word(NamedFile.shown(facts.files()))
                    .syscall(facts)
                    .word(facts.result())
                    .word(facts.executable())
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form FILE_TOTALS = TotalsReport.Form.ofNames(
            "File Summary Report",
            27,
            "file",
            (facts, tally, naming) -> facts.files().forEach(file -> tally.add(file.name())));

    static final ListReport.Form KEYS = new ListReport.Form(
            "Key Report",
            47,
            "# date time key success exe auid event",
            facts -> !facts.keys().isEmpty() && !facts.keys().get(0).equals("(null)"),
            (facts, page) -> start(facts, page)
                    .word(facts.keys().get(0))
                    .word(facts.result())
                    .word(facts.executable())
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form KEY_TOTALS = TotalsReport.Form.ofNames(
            "Key Summary Report", 27, "key", (facts, tally, naming) -> countKeys(facts.keys(), tally));

    static final ListReport.Form SYSCALLS = new ListReport.Form(
            "Syscall Report",
            39,
            "# date time syscall pid comm auid event",
            facts -> facts.syscall() != 0,
            (facts, page) -> start(facts, page)
                    .syscall(facts)
                    .number(facts.pid())
                    .word(facts.command())
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form SYSCALL_TOTALS =
            TotalsReport.Form.ofNames("Syscall Summary Report", 26, "syscall", (facts, tally, naming) -> {
                if (facts.syscall() > 0) {
                    tally.add(naming.syscall(facts));
                }
            });

    static final ListReport.Form EVENTS = new ListReport.Form(
            "Event Report",
            35,
            "# date time event type auid success",
            facts -> true,
            (facts, page) -> start(facts, page)
                    .number(facts.serial())
                    .word(RecordTypes.name(facts.type()))
                    .user(facts.loginUser())
                    .word(facts.result())
                    .end());
    static final TotalsReport.Form EVENT_TOTALS =
            TotalsReport.Form.ofTypes("Event Summary Report", 22, facts -> facts.type() != RecordTypes.UNKNOWN);

    static final ListReport.Form CONFIGURATION = new ListReport.Form(
            "Config Change Report",
            35,
            "# date time type auid success event",
            facts -> configurationChanges(facts) > 0,
            (facts, page) -> start(facts, page)
                    .word(RecordTypes.name(facts.type()))
                    .user(facts.loginUser())
                    .word(facts.result())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form CONFIGURATION_TOTALS =
            TotalsReport.Form.ofTypes("Config Change Summary Report", 28, facts -> configurationChanges(facts) > 0);

    private ObjectReports() {}

    private static ReportPage start(Facts facts, ReportPage page) {
        return page.row(facts.event().stampMillis());
    }

    /** Without the places of rules that have none. */
    static void countKeys(List<String> keys, Tally tally) {
        for (String key : keys) {
            if (!key.equals("(null)") && !key.isEmpty()) {
                tally.add(key);
            }
        }
    }

    /** As how many changes of the configuration an event counts: one for each kind of them that it has. */
    static int configurationChanges(Facts facts) {
        int changes = facts.has(TypeRange.POLICY) ? 1 : 0;
        for (int type : new int[] {
            CONFIG_CHANGE, DAEMON_CONFIG, USYS_CONFIG, NETFILTER_CFG, FEATURE_CHANGE, USER_MAC_CONFIG_CHANGE
        }) {
            changes += facts.has(type) ? 1 : 0;
        }
        return changes;
    }
}
