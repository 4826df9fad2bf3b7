/** A bundle that makes calls, each in every way that Java has; it prepares nothing, so that whatever it does is one of them. */
package org.doorward.itest.distribution.victim;
