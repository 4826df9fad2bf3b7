/** The assembly of the engine and its OSGi glue: service trackers, deployer, bundle identity. */
package org.doorward.osgi;
