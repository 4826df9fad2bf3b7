package org.doorward.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * The accounts of a transport, by label and by index. Bounded: labels come from bundles, and whoever installs versions for ever must not
 * fill the memory. What finds no place shares one account, {@code (many)}; none is ever given to another, so that counts stay.
 *
 * <p>Finding one that is there takes no lock and allocates nothing.
 */
final class Accounts {
    static final int CAPACITY = 1024;
    static final String CORE = "doorward";
    private static final String MANY = "(many)";

    private final ConcurrentHashMap<String, Account> byLabel = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Account> byIndex = new AtomicReferenceArray<>(CAPACITY);
    private final LongSupplier nanos;
    private final Account many;
    private final Account nobody;
    private final Account core;
    private volatile int size;

    Accounts(LongSupplier nanos) {
        this.nanos = nanos;
        many = add(MANY, null);
        nobody = add("", null);
        core = add(CORE, CORE);
        byLabel.put(CORE, core);
    }

    private Account add(String label, String bundle) {
        Account account = new Account(size, label, bundle, new RateLimit(nanos));
        byIndex.set(size, account);
        size++;
        return account;
    }

    /** The account of this label, made if there is place. */
    Account of(String label, String bundle) {
        Account known = byLabel.get(label);
        return known != null ? known : size == CAPACITY ? many : make(label, bundle);
    }

    private synchronized Account make(String label, String bundle) {
        Account known = byLabel.get(label);
        if (known == null) {
            known = size == CAPACITY ? many : add(label, bundle);
            if (known != many) {
                byLabel.put(label, known);
            }
        }
        return known;
    }

    /** That of the facts of the core. */
    Account core() {
        return core;
    }

    /** That of credits whose subject nobody has looked up yet: holds, and emits nothing. */
    Account nobody() {
        return nobody;
    }

    Account at(int index) {
        return byIndex.get(index);
    }

    /** How many there are: those with lower indexes. */
    int size() {
        return size;
    }
}
