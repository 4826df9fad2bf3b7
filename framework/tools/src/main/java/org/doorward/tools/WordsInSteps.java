package org.doorward.tools;

import java.util.Iterator;
import java.util.stream.Stream;

/** The words that complete a value part by part: what is offered depends on the parts that are there. As plain candidates they are the first parts. */
interface WordsInSteps extends Iterable<String> {
    /** What the word may become, as whole words; others may be among them. */
    Stream<String> behind(String word);

    @Override
    default Iterator<String> iterator() {
        return behind("").iterator();
    }
}
