/**
 * The distribution as its user gets it: {@code bin/doorward} is run as a process, on the JDK that runs the build, and judged by what it
 * prints, returns and writes.
 */
package org.doorward.itest.distribution;
