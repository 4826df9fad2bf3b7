/** The engine assembled, and the only OSGi glue of it. */
module org.doorward.osgi {
    requires transitive org.doorward.api;
    requires org.doorward.event;
    requires org.doorward.rules;
    requires org.doorward.core;
    requires org.doorward.transport;
    requires org.doorward.trail;
    requires transitive org.apache.felix.framework;
    requires org.osgi.service.log;
    requires java.management;
    requires java.xml;
    requires org.slf4j;

    uses org.osgi.framework.connect.ConnectFrameworkFactory;

    exports org.doorward.osgi to
            org.doorward.dist;
}
