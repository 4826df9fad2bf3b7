/**
 * What an intercepted call costs, in the distribution as it is shipped.
 *
 * <pre>
 *   Interception          the runner: each variant in an instance of its own, several times
 *     Length              how long, how often
 *     Variant             agent or not, and what the module does
 *     RunningInstance     bin/doorward as a process, and its control socket
 *     Peer                accepts the connections, outside of what is measured
 *   Measured, Tally       what an instance found: nanoseconds, bytes, counts
 *   Findings              the table: all instances, and the figures that follow
 *   Starts                from the start to the prompt
 *   ..calls, ..judge      the two bundles that are deployed
 * </pre>
 */
package org.doorward.itest.benchmarks.intercepted;
