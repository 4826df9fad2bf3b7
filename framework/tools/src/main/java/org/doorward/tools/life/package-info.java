/** {@code aulast}: how long instances, modules and bundles were there. */
package org.doorward.tools.life;
