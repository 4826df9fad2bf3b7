/**
 * One shared transport: a bounded backlog with two lanes, credits, a ledger that is exact to the unit, and the drain. {@link
 * org.doorward.transport.Transport} is the only type that others call.
 *
 * <pre>
 *   Transport   what callers see
 *     Admission   keep or lose
 *     Accounts    one Account for each subject: what it emitted, what became of it, what it holds
 *     Credits     who may take how much of the backlog: marks and quotas; Waiters: those who wait for room
 *     RateLimit   a token bucket of the lossy lane: one for all, one for each account
 *     Stamps      stamp and serial in one step
 *     Ledger      emitted, written, lost, and the losses not told yet (LossWindow)
 *     Backlog     the ring of bytes
 *     Drain       backlog to sink; tells losses; Tally: what it owes to accounts; Sleep: how it waits; Mark: what it knows of a frame
 *     Commits     those who wait for durability
 * </pre>
 */
package org.doorward.transport;
