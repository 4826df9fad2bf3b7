/** {@code ausearch}: which events a trail has. */
package org.doorward.tools.search;
