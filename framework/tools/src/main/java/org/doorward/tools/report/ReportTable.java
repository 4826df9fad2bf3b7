package org.doorward.tools.report;

/** All reports that list events or count names: their options, and what they look like. */
enum ReportTable {
    ACCESS("-a", "--avc", "access decisions", ControlReports.ACCESS, ControlReports.ACCESS_TOTALS),
    AUTHENTICATION(
            "-au",
            "--auth",
            "attempts to authenticate",
            AccountReports.AUTHENTICATION,
            AccountReports.AUTHENTICATION_TOTALS),
    COMMAND("--comm", "commands; in Doorward's trail bundles", SubjectReports.COMMANDS, SubjectReports.COMMAND_TOTALS),
    CONFIGURATION(
            "-c",
            "--config",
            "changes of the configuration",
            ObjectReports.CONFIGURATION,
            ObjectReports.CONFIGURATION_TOTALS),
    CRYPTO("-cr", "--crypto", "events of cryptography", ControlReports.CRYPTO, ControlReports.CRYPTO_TOTALS),
    EVENT("-e", "--event", "all events", ObjectReports.EVENTS, ObjectReports.EVENT_TOTALS),
    FILE("-f", "--file", "files and unix sockets", ObjectReports.FILES, ObjectReports.FILE_TOTALS),
    HOST("-h", "--host", "hosts at the other end", SubjectReports.HOSTS, SubjectReports.HOST_TOTALS),
    INTEGRITY("--integrity", "events of integrity", ControlReports.INTEGRITY, ControlReports.INTEGRITY_TOTALS),
    KEY("-k", "--key", "keys of audit rules", ObjectReports.KEYS, ObjectReports.KEY_TOTALS),
    LOGIN("-l", "--login", "logins", AccountReports.LOGINS, AccountReports.LOGIN_TOTALS),
    MODIFICATION(
            "-m", "--mods", "changes of accounts", AccountReports.MODIFICATIONS, AccountReports.MODIFICATION_TOTALS),
    POLICY("-ma", "--mac", "changes of the access policy", ControlReports.POLICY, ControlReports.POLICY_TOTALS),
    ANOMALY("-n", "--anomaly", "anomalies", ControlReports.ANOMALIES, ControlReports.ANOMALY_TOTALS),
    PROCESS("-p", "--pid", "processes", SubjectReports.PROCESSES, SubjectReports.PROCESS_TOTALS),
    RESPONSE("-r", "--response", "responses to anomalies", ControlReports.RESPONSES, ControlReports.RESPONSE_TOTALS),
    SYSCALL("-s", "--syscall", "system calls", ObjectReports.SYSCALLS, ObjectReports.SYSCALL_TOTALS),
    TERMINAL("-tm", "--terminal", "terminals", SubjectReports.TERMINALS, SubjectReports.TERMINAL_TOTALS),
    USER("-u", "--user", "users", SubjectReports.USERS, SubjectReports.USER_TOTALS),
    VIRTUALIZATION(
            "--virt",
            "events of virtual machines",
            ControlReports.VIRTUALIZATION,
            ControlReports.VIRTUALIZATION_TOTALS),
    EXECUTABLE(
            "-x",
            "--executable",
            "executables; in Doorward's trail jars",
            SubjectReports.EXECUTABLES,
            SubjectReports.EXECUTABLE_TOTALS),
    BUNDLE("--bundle", "what each bundle did (Doorward)", DoorwardReports.BUNDLES, DoorwardReports.BUNDLE_TOTALS),
    MODULE(
            "--module",
            "what each security module denied or flagged, and facts about it (Doorward)",
            DoorwardReports.MODULES,
            DoorwardReports.MODULE_TOTALS),
    DENIED("--denied", "who was denied what by which module, how often (Doorward)", null, DoorwardReports.DENIED);

    private final String[] options;
    private final String subject;
    private final ListReport.Form list;
    private final TotalsReport.Form totals;

    ReportTable(String option, String subject, ListReport.Form list, TotalsReport.Form totals) {
        this(new String[] {option}, subject, list, totals);
    }

    ReportTable(String option, String longOption, String subject, ListReport.Form list, TotalsReport.Form totals) {
        this(new String[] {option, longOption}, subject, list, totals);
    }

    ReportTable(String[] options, String subject, ListReport.Form list, TotalsReport.Form totals) {
        this.options = options;
        this.subject = subject;
        this.list = list;
        this.totals = totals;
    }

    String[] options() {
        return options.clone();
    }

    /** What it is about, for the help. */
    String subject() {
        return subject;
    }

    /** @param summary totals instead of a list; a report without a list has totals alone */
    Report report(boolean summary) {
        return summary || list == null ? new TotalsReport(totals) : new ListReport(list);
    }
}
