package org.doorward.tools.report;

import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.TypeRange;

/** Reports on logins, authentication and accounts. */
final class AccountReports {
    static final int USER_AUTH = 1100;
    static final int USER_MGMT = 1102;
    static final int USER_LOGIN = 1112;
    static final int GRP_AUTH = 1126;
    private static final int USER_CHAUTHTOK = 1108;
    private static final int GRP_MGMT = 1132;

    private static final String NONE = "(null)";

    static final ListReport.Form AUTHENTICATION = new ListReport.Form(
            "Authentication Report",
            44,
            "# date time acct host term exe success event",
            AccountReports::authenticates,
            (facts, page) -> from(
                    facts,
                    facts.account() != null
                            ? start(facts, page).word(facts.account())
                            : start(facts, page).user(facts.user())));
    static final TotalsReport.Form AUTHENTICATION_TOTALS =
            TotalsReport.Form.ofUsers("Authentication Summary Report", 29, "acct", (facts, tally, naming) -> {
                if (authenticates(facts)) {
                    tally.add(facts.account() != null ? facts.account() : naming.user(facts.user()));
                }
            });

    static final ListReport.Form LOGINS = new ListReport.Form(
            "Login Report",
            44,
            "# date time auid host term exe success event",
            facts -> facts.has(USER_LOGIN),
            (facts, page) -> from(
                    facts,
                    facts.failed() && facts.account() != null
                            ? start(facts, page).word(facts.account())
                            : start(facts, page).user(facts.loginUser())));
    static final TotalsReport.Form LOGIN_TOTALS =
            TotalsReport.Form.ofUsers("Login Summary Report", 28, "auid", (facts, tally, naming) -> {
                if (facts.has(USER_LOGIN)) {
                    int user = facts.loginUser();
                    boolean known = user >= 0 || facts.account() == null;
                    tally.add(known ? naming.user(user) : facts.account());
                }
            });

    static final ListReport.Form MODIFICATIONS = new ListReport.Form(
            "Account Modifications Report",
            49,
            "# date time auid addr term exe acct success event",
            facts -> modifications(facts) > 0,
            (facts, page) -> start(facts, page)
                    .user(facts.loginUser())
                    .word(facts.host())
                    .word(facts.terminal())
                    .word(facts.executable())
                    .word(facts.account())
                    .word(facts.result())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form MODIFICATION_TOTALS =
            TotalsReport.Form.ofTypes("Acct Modification Summary Report", 32, facts -> modifications(facts) > 0);

    private AccountReports() {}

    /** Every attempt, and of changes to accounts the failed ones. */
    private static boolean authenticates(Facts facts) {
        return facts.has(USER_AUTH) || facts.has(USER_MGMT) && facts.failed();
    }

    /** As how many changes of accounts an event counts. */
    static int modifications(Facts facts) {
        return (facts.has(USER_CHAUTHTOK) ? 1 : 0)
                + (facts.has(TypeRange.ACCOUNTS) ? 1 : 0)
                + (facts.has(USER_MGMT) ? 1 : 0)
                + (facts.has(GRP_MGMT) ? 1 : 0)
                + (facts.has(TypeRange.ROLES) ? 1 : 0);
    }

    private static ReportPage start(Facts facts, ReportPage page) {
        return page.row(facts.event().stampMillis());
    }

    private static void from(Facts facts, ReportPage page) {
        page.word(facts.host(), NONE)
                .word(facts.terminal(), NONE)
                .word(facts.executable(), NONE)
                .word(facts.result())
                .number(facts.serial())
                .end();
    }
}
