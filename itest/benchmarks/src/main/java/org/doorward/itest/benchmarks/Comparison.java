package org.doorward.itest.benchmarks;

import java.util.List;

/**
 * Which figures stand beside which.
 *
 * @param figure what is of interest, as {@link Report#label}
 * @param rival the floor or rival that it is divided by
 */
record Comparison(String figure, String rival) {
    /** In the order of the table. A pair whose rival was not run on this JDK, or in this profile, is left out. */
    static final List<Comparison> ALL = List.of(
            new Comparison("Unflagged.nobodyWants", "Unflagged.bareCall"),
            new Comparison("Unflagged.judged[0]", "Unflagged.bareCall"),
            new Comparison("Unflagged.judged[1]", "Unflagged.twentyRules"),
            new Comparison("Unflagged.judged[4]", "Unflagged.judged[1]"),
            new Comparison("Unflagged.judged[8]", "Unflagged.judged[1]"),
            new Comparison("Unflagged.judged[4of64]", "Unflagged.judged[4]"),
            new Comparison("Rules.noneMatches[1]", "Rules.noneMatches[0]"),
            new Comparison("Rules.noneMatches[1000]", "Rules.noneMatches[0]"),
            new Comparison("Rules.noneMatches[1000]", "Rules.noneMatches[1]"),
            new Comparison("SecurityManager.checkRead[1]", "Unflagged.judged[1]"),
            new Comparison("SecurityManager.checkRead[5]", "Unflagged.judged[1]"),
            new Comparison("Flagged.reliable", "Flagged.rivalRing"),
            new Comparison("Flagged.lossy", "Flagged.rivalRing"));
}
