/** The installed distribution, and an instance that this process runs from it. */
package org.doorward.dist.instance;
