/** The whole path in a real Felix: each test is a sentence about what an operator, a module or an application sees. */
package org.doorward.itest.scenarios;
