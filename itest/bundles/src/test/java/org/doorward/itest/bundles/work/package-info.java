/** What the tests let bundles of others do: each class is a bundle of its own in the container. */
package org.doorward.itest.bundles.work;
