/** The control socket of an instance: the protocol, which the console serves, and the client. */
package org.doorward.tools.control;
