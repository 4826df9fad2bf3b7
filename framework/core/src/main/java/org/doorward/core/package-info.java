/** The sequence of an operation: entry, decision and flag, credit, the operation, exit. */
package org.doorward.core;
