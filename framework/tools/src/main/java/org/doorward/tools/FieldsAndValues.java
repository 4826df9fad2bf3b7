package org.doorward.tools;

import java.util.Map;
import java.util.stream.Stream;
import org.doorward.rules.FieldWords;

/**
 * The words that complete {@code -F}: a field with its operator, and then its values, those that the grammar of rules knows and those that
 * an instance does. picocli makes one.
 */
final class FieldsAndValues extends LiveNames.Names implements WordsInSteps {
    private static final Map<String, LiveNames.Names> LIVE =
            Map.of("bundle", new LiveNames.Bundles(), "key", new LiveNames.Keys(), "module", new LiveNames.Modules());

    @Override
    Stream<String> of(LiveNames live) {
        return behind("");
    }

    @Override
    public Stream<String> behind(String word) {
        return FieldWords.ofField(
                word, field -> LIVE.containsKey(field) ? LIVE.get(field).of(live()) : Stream.empty());
    }
}
