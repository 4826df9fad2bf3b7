/**
 * Attacks on old releases through input that an application would take from outside. Each is harmless: an empty file in the folder of
 * the test, a connection on loopback. Each class is a bundle of its own in the container, the application that is attacked.
 */
package org.doorward.itest.bundles.attack;
