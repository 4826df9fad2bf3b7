package org.doorward.trail.index;

/**
 * Some events that stand together in a segment, and of which all records stand there: who begins to read at a block reads the same events
 * there as who comes from before.
 *
 * @param length in bytes
 * @param fromMillis the earliest stamp
 * @param toMillis the latest stamp
 * @param fromSerial the lowest serial
 * @param toSerial the highest serial
 * @param events how many there are
 * @param skipped how many lines are no records
 */
record Block(long length, long fromMillis, long toMillis, long fromSerial, long toSerial, int events, int skipped) {}
