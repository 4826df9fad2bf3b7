/** The shell and the control socket: runs {@link org.doorward.tool.ToolCommand} services. */
package org.doorward.console;
