package org.doorward.tools.search;

import java.util.Iterator;
import org.doorward.trail.read.RecordTypes;

/** The words that complete {@code -m}. */
final class TypeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return RecordTypes.names().iterator();
    }
}
