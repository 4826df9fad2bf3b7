/** Backlog, lanes, rate limit, credits, ledger, drain. */
module org.doorward.transport {
    requires transitive org.doorward.api;
    requires transitive org.doorward.event;

    exports org.doorward.transport to
            org.doorward.core,
            org.doorward.osgi;
}
