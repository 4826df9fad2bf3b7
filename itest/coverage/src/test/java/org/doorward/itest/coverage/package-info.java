/**
 * Complete mediation, measured: the call graph of the JDK that runs the tests, walked from the native methods that touch the outside back to
 * the public API. It ends at hooked methods; what it reaches without one is compared with a reviewed list.
 *
 * <pre>
 *   Jdk, ClassFiles        class files of the instance's modules  -->  CallGraph (Type, Method, Call)
 *   Sinks                  sinks.tsv: each native, and what it does
 *   Hooks                  hooks.tsv of the agent: the rows that decide
 *   Walk, Entrance         back from the sinks, to the first method that a bundle can call
 *   Allowed                allowed.tsv: what may be left, and why
 * </pre>
 *
 * <p>What it cannot see: calls by reflection and through method handles that are looked up by name, what native code calls by itself, and
 * what is done with a handle after it was opened. Who calls by reflection needs a method that is public API or opened to it: the first has
 * its hook below it, the second is {@code runtime.setaccessible}.
 */
package org.doorward.itest.coverage;
