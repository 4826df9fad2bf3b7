/**
 * Who did what to what, how, and with what result: one {@link org.doorward.tools.normalize.NormalizedEvent} of the records of an event, as
 * {@code ausearch --format csv} and {@code text} have it. {@link org.doorward.tools.normalize.Normalizer} begins; an event with a system call
 * goes to {@code CallNormalizer}, a record that says all by itself to {@code RecordNormalizer}. What each call and each type of record means
 * stands in tables beside these classes. Used only where these forms were asked for.
 */
package org.doorward.tools.normalize;
