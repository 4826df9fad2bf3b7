/**
 * The bundle whose calls are measured: it knows nothing of Doorward and does nothing but call the JDK. Its files are {@code calls.properties},
 * which the runner puts into its jar, and the result, which it writes when it is through.
 */
package org.doorward.itest.benchmarks.calls;
