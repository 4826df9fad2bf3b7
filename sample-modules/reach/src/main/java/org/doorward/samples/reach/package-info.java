/** Sample: a module that judges calls of the JDK, whoever makes them: the addresses that are connected to, the folders that are written in. */
package org.doorward.samples.reach;
