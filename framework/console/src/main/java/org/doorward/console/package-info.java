/**
 * The shell and the control socket: runs tool commands. A bundle like any other but for one thing: what it runs was typed by the
 * owner of the instance. What goes over the socket is drawn in {@code org.doorward.tools.control.ControlProtocol}, which this bundle
 * embeds together with the tools.
 *
 * <pre>
 *   doorward exec --- DIR/run/control.sock ---&gt; ControlServer --&gt; LineRunner --&gt; Gogo session
 *   terminal ----------------------------------&gt; Gogo's shell ---------------------^   |
 *                                                                                      v
 *   ToolCommand services, auditctl, help, ... --------&gt; ToolFunctions ------------&gt; ToolFunction
 * </pre>
 */
package org.doorward.console;
