/** Sample: a module that judges an operation of an application's own kind, with typed slots and a secret. */
package org.doorward.samples.transferlimits;
