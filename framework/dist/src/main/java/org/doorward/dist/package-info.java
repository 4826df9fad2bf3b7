/** The command {@code doorward} and its subcommands: what the operator types. */
package org.doorward.dist;
