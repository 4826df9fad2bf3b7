/** Sample: a module that tells the two paths of a rename or a link apart. */
package org.doorward.samples.renameroles;
