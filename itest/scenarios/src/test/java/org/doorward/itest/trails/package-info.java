/** Trails on the disk, judged by the real ausearch and aureport: the samples, and what the whole path writes without OSGi. */
package org.doorward.itest.trails;
