/** A bundle that is after the configuration, the services and the life of those that watch it. */
package org.doorward.itest.distribution.intruder;
