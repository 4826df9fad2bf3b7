package org.doorward.tools;

import java.util.stream.Stream;
import org.doorward.rules.FieldWords;

/** The words that complete {@code -C}: a field with its operator, and then those that it may be compared with. picocli makes one. */
final class ComparedFields implements WordsInSteps {
    @Override
    public Stream<String> behind(String word) {
        return FieldWords.ofComparison(word);
    }
}
