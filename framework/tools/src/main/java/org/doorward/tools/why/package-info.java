/** One event, explained. */
package org.doorward.tools.why;
