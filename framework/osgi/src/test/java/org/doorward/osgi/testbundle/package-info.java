/** What test bundles are made of. */
package org.doorward.osgi.testbundle;
