/** The process that faults are done to: producers over the real transport and trail, and what it says of itself while it works. */
package org.doorward.itest.faults.victim;
