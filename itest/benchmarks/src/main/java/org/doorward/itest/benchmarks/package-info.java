/**
 * What mediation costs, side by side with what it is compared with, in one run.
 *
 * <pre>
 *   Benchmarks            the runner: profile, JMH, table
 *     Profile             how long, which rivals this JDK has
 *     Report, Comparison  the table: every figure stands beside a floor or a rival of the same run
 *   UnflaggedBenchmark    a guarded operation that nobody flags, and the bare call
 *   FlaggedBenchmark      one that is flagged, both lanes, and a rival ring
 *   SecurityManagerBenchmark   the rival of JDK 17
 *   MeterBenchmark        what the meter shows for nothing and for one object
 *   intercepted           calls of a bundle in the distribution; calls, judge: the bundles
 *   delivery              what transport and trail deliver, beside databases, loggers and disks
 *   GuardedEngine, Names, Bodies, Modules   what the benchmarks are made of
 * </pre>
 */
package org.doorward.itest.benchmarks;
