/** A bundle that knows nothing of mediation and does something in every way that a caller can think of. */
package org.doorward.itest.distribution.actor;
