/** The integration test harness: Doorward and Felix inside a JUnit 5 test. */
package org.doorward.testkit;
