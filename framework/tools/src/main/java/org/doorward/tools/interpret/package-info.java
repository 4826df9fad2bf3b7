/**
 * What the fields of records mean, in words: names instead of numbers, texts instead of hexadecimal digits, as {@code ausearch -i} has them.
 * {@link org.doorward.tools.interpret.Interpreter} begins a record, {@link org.doorward.tools.interpret.FieldType} says what a field is, and
 * the words stand in tables beside these classes. Used only where words were asked for.
 */
package org.doorward.tools.interpret;
