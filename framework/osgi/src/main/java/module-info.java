/** The engine assembled, and the only OSGi glue of it. */
module org.doorward.osgi {
    requires org.doorward.api;
    requires org.doorward.event;
    requires org.doorward.rules;
    requires org.doorward.core;
    requires org.doorward.transport;
    requires org.doorward.trail;
    requires org.apache.felix.framework;
    requires org.slf4j;
}
