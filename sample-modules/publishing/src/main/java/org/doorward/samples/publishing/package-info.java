/** Sample: an application that is its own enforcement point, by running its operations through the guard. */
package org.doorward.samples.publishing;
