package org.doorward.tools.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.doorward.tools.Argument;
import org.doorward.tools.Arguments;
import org.doorward.tools.KindNames;
import org.doorward.tools.LiveNames;
import picocli.CommandLine.Model.OptionSpec;

/** Conditions on Doorward's own fields, which the original does not search; each option has the name of its field. */
final class OwnOptions {
    private final Map<String, Argument<String>> fields = new LinkedHashMap<>();

    /** Adds them to those of a command. */
    OwnOptions(Arguments arguments) {
        fields.put(
                "bundle",
                arguments.text(OptionSpec.builder("--bundle")
                        .paramLabel("NAME")
                        .completionCandidates(new LiveNames.Bundles())
                        .description("Events with a bundle whose name contains this.")));
        fields.put(
                "module",
                arguments.text(
                        OptionSpec.builder("--module")
                                .paramLabel("NAME")
                                .completionCandidates(new LiveNames.Modules())
                                .description(
                                        "Events that a module whose name contains this denied or flagged, and facts about it.")));
        fields.put(
                "kind",
                arguments.text(OptionSpec.builder("--kind")
                        .paramLabel("KIND")
                        .completionCandidates(new KindNames())
                        .description("Events of a kind that contains this: file.rename, file.")));
        fields.put(
                "tenant",
                arguments.text(OptionSpec.builder("--tenant")
                        .paramLabel("NAME")
                        .description("Events for a tenant whose name contains this.")));
        fields.put(
                "principal",
                arguments.text(OptionSpec.builder("--principal")
                        .paramLabel("NAME")
                        .description("Events for a principal whose name contains this.")));
        fields.put(
                "exception",
                arguments.text(OptionSpec.builder("--exception")
                        .paramLabel("CLASS")
                        .description("Events that threw an exception whose class name contains this.")));
    }

    /** @param whole whether a name is to be equal, instead of containing it */
    void addTo(EventSearch search, boolean whole) {
        for (Map.Entry<String, Argument<String>> field : fields.entrySet()) {
            if (field.getValue().isGiven()) {
                String wanted = field.getValue().value();
                search.require(EventFilter.anyOf(field.getKey(), wanted, whole), query -> query.text(wanted));
            }
        }
    }
}
