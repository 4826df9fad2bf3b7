package org.doorward.itest.coverage;

/**
 * A place where a method names another one: an instruction, or a method handle among the constants of a lambda or a method reference.
 *
 * @param caller in whose body it stands
 * @param exact whether no subtype's method can be called instead: static, a constructor, private, super
 */
record Call(Method caller, boolean exact) {}
