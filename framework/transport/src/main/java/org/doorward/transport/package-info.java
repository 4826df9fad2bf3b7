/** One shared transport: a bounded backlog with two lanes, credits, a ledger that is exact to the unit, and the drain. */
package org.doorward.transport;
