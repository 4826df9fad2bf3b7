/** What is particular to output on a terminal. */
package org.doorward.tools.terminal;
