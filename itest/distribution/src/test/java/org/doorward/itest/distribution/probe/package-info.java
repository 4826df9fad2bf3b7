/**
 * A hostile bundle. It runs in the distribution, imports api, org.osgi.framework and org.slf4j like any module, and tries to lay hands
 * on the engine; it prints a line for each attempt, which the test outside judges.
 *
 * <pre>
 *   Probe      the command "probe"
 *   Ways       how a bundle may come by class objects of the engine
 *   Members    what it may try with one
 *   Attempts   what it may try besides
 *   Target     a class of its own, on which the same attempts succeed
 * </pre>
 */
package org.doorward.itest.distribution.probe;
