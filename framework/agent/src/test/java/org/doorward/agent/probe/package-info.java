/** Programs that the tests run in forked JVMs with the agent. */
package org.doorward.agent.probe;
