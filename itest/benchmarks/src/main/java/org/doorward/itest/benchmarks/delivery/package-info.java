/**
 * What transport and trail deliver, and what that costs who waits for it. Written by hand, not with JMH: threads that wait, processes of
 * rivals and a disk that stands still do not fit into an iteration.
 *
 * <pre>
 *   Delivery              the runner: a word each
 *     DurableCommits      acknowledged commits; PostgreSql: the rival, SyncFloor: the floor
 *     TrailWriting        records until closed; Log4jWriting: the rival
 *     PacedCost           the tail of a flagged operation at a fixed rate; PacedRing: the rival
 *     StandingDisk        the lossy lane while the disk stands still; FrozenDisk
 *     Overload            ten times what can be written
 *     TrailRecovery       the start over a trail of 1 GB
 *     ReportSpeed         reports on OperationsTrail; the rival: the real aureport
 *   RecordedEngine        core, transport and a trail on the disk
 *   Pace                  a loop with a fixed rate
 *   Figures               rounds, medians, ratios
 *   WorkFolder, Tool      the disk; programs of the machine, and what is said if one is missing
 * </pre>
 */
package org.doorward.itest.benchmarks.delivery;
