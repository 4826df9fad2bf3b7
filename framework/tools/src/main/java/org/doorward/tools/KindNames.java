package org.doorward.tools;

import java.util.Iterator;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;

/** The words that complete what takes a kind: those of the contract. picocli makes one. */
public final class KindNames implements Iterable<String> {
    /** For picocli. */
    public KindNames() {}

    @Override
    public Iterator<String> iterator() {
        return KindTable.contract().all().stream().map(KindSpec::name).iterator();
    }
}
