/** Segments, durability, rotation, recovery, reader. */
module org.doorward.trail {
    requires transitive org.doorward.api;
    requires transitive org.doorward.event;

    exports org.doorward.trail.store to
            org.doorward.dist,
            org.doorward.osgi,
            org.doorward.tools;
}
