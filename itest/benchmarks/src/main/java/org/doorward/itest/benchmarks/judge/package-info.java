/** A security module as a bundle: it judges the calls of the bundle that is measured, in one of several ways, and counts them. */
package org.doorward.itest.benchmarks.judge;
