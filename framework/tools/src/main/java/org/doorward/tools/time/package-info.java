/** Times as {@code ausearch(8)} and {@code aureport(8)} take them. */
package org.doorward.tools.time;
