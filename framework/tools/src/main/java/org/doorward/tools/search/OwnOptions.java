package org.doorward.tools.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.doorward.tools.KindNames;
import org.doorward.tools.LiveNames;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;

/** Conditions on Doorward's own fields, which the original does not search; each option has the name of its field. */
final class OwnOptions {
    private final Options options;
    private final Map<String, OptionValue<String>> fields = new LinkedHashMap<>();

    /** Adds them to those of a command. */
    OwnOptions(Options options) {
        this.options = options;
        add("bundle", "NAME", new LiveNames.Bundles(), "Events with a bundle whose name contains this.");
        String module = "Events that a module whose name contains this denied or flagged, and facts about it.";
        add("module", "NAME", new LiveNames.Modules(), module);
        add("kind", "KIND", new KindNames(), "Events of a kind that contains this: file.rename, file.");
        add("tenant", "NAME", null, "Events for a tenant whose name contains this.");
        add("principal", "NAME", null, "Events for a principal whose name contains this.");
        add("exception", "CLASS", null, "Events that threw an exception whose class name contains this.");
    }

    /** @param words complete it; may be {@code null} */
    private void add(String field, String label, Iterable<String> words, String description) {
        fields.put(
                field,
                options.text(OptionSpec.builder("--" + field)
                        .paramLabel(label)
                        .completionCandidates(words)
                        .description(description)));
    }

    /** @param whole whether a name is to be equal, instead of containing it */
    void addTo(EventSearch search, boolean whole) {
        for (Map.Entry<String, OptionValue<String>> field : fields.entrySet()) {
            if (field.getValue().isGiven()) {
                String wanted = field.getValue().value();
                search.require(EventFilter.anyOf(field.getKey(), wanted, whole), query -> query.text(wanted));
            }
        }
    }
}
