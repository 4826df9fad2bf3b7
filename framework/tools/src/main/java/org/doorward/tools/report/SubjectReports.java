package org.doorward.tools.report;

import org.doorward.tools.trail.Facts;

/** Reports on who acted, with what, from where. */
final class SubjectReports {
    static final ListReport.Form USERS = new ListReport.Form(
            "User ID Report",
            36,
            "# date time auid term host exe event",
            facts -> facts.user() != Facts.UNSET,
            (facts, page) -> start(facts, page)
                    .user(facts.loginUser())
                    .word(facts.terminal())
                    .word(facts.host())
                    .word(facts.executable())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form USER_TOTALS =
            TotalsReport.Form.ofUsers("User Summary Report", 27, "auid", (facts, tally, naming) -> {
                int user = facts.loginUser();
                if (user != Facts.NO_LOGIN_USER) {
                    tally.add(String.valueOf(user));
                }
            });

    static final ListReport.Form PROCESSES = new ListReport.Form(
            "Process ID Report",
            38,
            "# date time pid exe syscall auid event",
            facts -> facts.pid() >= 0,
            (facts, page) -> start(facts, page)
                    .number(facts.pid())
                    .word(facts.executable())
                    .syscall(facts)
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form PROCESS_TOTALS =
            TotalsReport.Form.ofNames("Pid Summary Report", 26, "pid", (facts, tally, naming) -> {
                int pid = facts.pid();
                if (pid != Facts.UNSET) {
                    tally.add(pid);
                }
            });

    static final ListReport.Form EXECUTABLES = new ListReport.Form(
            "Executable Report",
            36,
            "# date time exe term host auid event",
            facts -> facts.executable() != null,
            (facts, page) -> from(facts, start(facts, page).word(facts.executable())));
    static final TotalsReport.Form EXECUTABLE_TOTALS = TotalsReport.Form.ofNames(
            "Executable Summary Report", 33, "file", (facts, tally, naming) -> addIfAny(facts.executable(), tally));

    static final ListReport.Form COMMANDS = new ListReport.Form(
            "Command Report",
            36,
            "# date time comm term host auid event",
            facts -> facts.command() != null,
            (facts, page) -> from(facts, start(facts, page).word(facts.command())));
    static final TotalsReport.Form COMMAND_TOTALS = TotalsReport.Form.ofNames(
            "Command Summary Report", 33, "command", (facts, tally, naming) -> addIfAny(facts.command(), tally));

    static final ListReport.Form TERMINALS = new ListReport.Form(
            "Terminal Report",
            36,
            "# date time term host exe auid event",
            facts -> facts.terminal() != null,
            (facts, page) -> start(facts, page)
                    .word(facts.terminal())
                    .word(facts.host(), "(null)")
                    .word(facts.executable(), "(null)")
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form TERMINAL_TOTALS = TotalsReport.Form.ofNames(
            "Terminal Summary Report", 31, "terminal", (facts, tally, naming) -> addIfAny(facts.terminal(), tally));

    static final ListReport.Form HOSTS = new ListReport.Form(
            "Host Report",
            35,
            "# date time host syscall auid event",
            facts -> facts.host() != null,
            (facts, page) -> start(facts, page)
                    .word(facts.host())
                    .syscall(facts)
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form HOST_TOTALS = TotalsReport.Form.ofNames(
            "Host Summary Report", 27, "host", (facts, tally, naming) -> addIfAny(facts.host(), tally));

    private SubjectReports() {}

    private static ReportPage start(Facts facts, ReportPage page) {
        return page.row(facts.event().stampMillis());
    }

    private static void from(Facts facts, ReportPage page) {
        page.word(facts.terminal())
                .word(facts.host())
                .user(facts.loginUser())
                .number(facts.serial())
                .end();
    }

    private static void addIfAny(String name, Tally tally) {
        if (name != null) {
            tally.add(name);
        }
    }
}
