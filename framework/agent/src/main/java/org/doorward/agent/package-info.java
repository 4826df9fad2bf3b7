/** The java agent. */
package org.doorward.agent;
