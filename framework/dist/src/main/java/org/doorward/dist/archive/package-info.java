/** The archive of classes from which commands start sooner: class data sharing of the JDK (JEP 310). */
package org.doorward.dist.archive;
