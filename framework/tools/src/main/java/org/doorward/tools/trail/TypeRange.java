package org.doorward.tools.trail;

/** Types of records that are counted together, by their numbers. */
public enum TypeRange {
    ACCOUNTS(1114, 1117),
    ROLES(2301, 2302),
    POLICY(1403, 1417),
    USER_POLICY(2300, 2399),
    KERNEL_CRYPTO(1600, 1699),
    CRYPTO(2400, 2499),
    KERNEL_ANOMALIES(1700, 1799),
    ANOMALIES(2100, 2199),
    RESPONSES(2200, 2299),
    INTEGRITY(1800, 1899),
    VIRTUALIZATION(2500, 2599);

    private final int first;
    private final int last;

    TypeRange(int first, int last) {
        this.first = first;
        this.last = last;
    }

    public boolean contains(int type) {
        return type >= first && type <= last;
    }
}
