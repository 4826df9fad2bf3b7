/** What the bundles of these tests consist of. */
package org.doorward.itest.distribution.bundle;
