/** Operator rules in the grammar of {@code auditctl(8)}: parsed whole or not at all, printed back, matched against operations. */
package org.doorward.rules;
