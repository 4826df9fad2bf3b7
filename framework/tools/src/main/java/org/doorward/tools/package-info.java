/** The operator's tools, one implementation for shell and command line. */
package org.doorward.tools;
