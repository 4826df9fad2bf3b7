/** A bundle that prepares what calls need, and has the bundle victim make them. Whatever it does itself is nobody's business. */
package org.doorward.itest.distribution.workshop;
