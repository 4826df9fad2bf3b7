/** Segments, durability, rotation, recovery; and their reader. */
module org.doorward.trail {
    requires transitive org.doorward.api;
    requires transitive org.doorward.event;

    exports org.doorward.trail.read to
            org.doorward.dist,
            org.doorward.tools;
    exports org.doorward.trail.store to
            org.doorward.osgi;
}
