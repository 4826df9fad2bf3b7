/** Modules and their modes, in the words of SELinux and AppArmor. */
package org.doorward.tools.module;
