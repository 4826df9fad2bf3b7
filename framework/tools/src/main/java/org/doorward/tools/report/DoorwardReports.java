package org.doorward.tools.report;

import java.util.function.BiConsumer;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.Outcome;
import org.doorward.tools.trail.RecordFamily;
import org.doorward.trail.TrailRecord;

/** Reports on what only Doorward writes: bundles, its modules, and what they denied. */
final class DoorwardReports {
    static final ListReport.Form BUNDLES = new ListReport.Form(
            "Bundle Report",
            47,
            "# date time bundle kind success key auid event",
            facts -> facts.own("bundle") != null,
            (facts, page) -> page.row(facts.event().stampMillis())
                    .word(facts.own("bundle"))
                    .word(facts.own("kind"))
                    .word(facts.result())
                    .word(facts.keys().isEmpty() ? null : facts.keys().get(0))
                    .user(facts.loginUser())
                    .number(facts.serial())
                    .end());
    static final TotalsReport.Form BUNDLE_TOTALS =
            TotalsReport.Form.ofNames("Bundle Summary Report", 27, "bundle", (facts, tally, naming) -> {
                String bundle = facts.own("bundle");
                if (bundle != null) {
                    tally.add(bundle);
                }
            });

    static final ListReport.Form MODULES = new ListReport.Form(
            "Module Report",
            47,
            "# date time module action kind bundle event",
            facts -> facts.own("module") != null,
            (facts, page) -> eachModule(
                    facts,
                    (module, action) -> page.row(facts.event().stampMillis())
                            .word(module)
                            .word(action)
                            .word(facts.own("kind"))
                            .word(actor(facts))
                            .number(facts.serial())
                            .end()));
    static final TotalsReport.Form MODULE_TOTALS = TotalsReport.Form.ofNames(
            "Module Summary Report",
            27,
            "module action",
            (facts, tally, naming) -> eachModule(facts, (module, action) -> tally.add(module + " " + action)));

    /** Denied, not what complain mode would have denied. */
    static final TotalsReport.Form DENIED = TotalsReport.Form.ofNames(
            "Denied Operations Report",
            47,
            "who kind module",
            (facts, tally, naming) -> eachModule(facts, (module, action) -> {
                if (action.equals("denied")) {
                    tally.add(actor(facts) + " " + kind(facts) + " " + module);
                }
            }));

    private DoorwardReports() {}

    /** The modules of an event, and what each did: denied, would-deny, granted, flagged, or the type of a fact about it. */
    private static void eachModule(Facts facts, BiConsumer<String, String> reader) {
        for (int i = 0; i < facts.size(); i++) {
            TrailRecord record = facts.record(i);
            boolean decision = facts.family(i) == RecordFamily.AVC;
            String module = record.text("module");
            if (module != null || decision) {
                reader.accept(module == null ? "?" : module, action(record, decision));
            }
        }
    }

    private static String action(TrailRecord record, boolean decision) {
        if (!decision) {
            return record.type().equals("KERNEL_OTHER") ? "flagged" : record.type();
        }
        boolean denied = Outcome.of(RecordFamily.AVC, 0, record) == 0;
        return !denied ? "granted" : "1".equals(record.raw("permissive")) ? "would-deny" : "denied";
    }

    /** The bundle; of an event of Linux the command. */
    private static String actor(Facts facts) {
        String bundle = facts.own("bundle");
        String actor = bundle != null ? bundle : facts.command();
        return actor == null ? "?" : actor;
    }

    /** The kind; of an event of Linux the class of the object and the permission. */
    private static String kind(Facts facts) {
        String kind = facts.own("kind");
        if (kind != null) {
            return kind;
        }
        AccessDecision decision = AccessDecision.of(facts).get(0);
        return decision.objectClass() + "." + decision.permission().replace(' ', ',');
    }
}
