/** The forms in which {@code ausearch} prints the events that it found: a {@link org.doorward.tools.print.EventPrinter} each. */
package org.doorward.tools.print;
