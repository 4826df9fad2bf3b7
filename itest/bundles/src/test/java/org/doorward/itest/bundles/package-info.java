/**
 * Bundles of others, unmodified, in the distribution as its user gets it, under the agent: what they do is their own work or an attack
 * on them, what is judged is its effect and what the readers of the trail find under their names.
 */
package org.doorward.itest.bundles;
