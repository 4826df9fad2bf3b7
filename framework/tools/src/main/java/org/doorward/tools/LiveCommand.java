package org.doorward.tools;

/** A command object whose command goes on until its thread is interrupted, which it takes for the end that was asked for. */
public interface LiveCommand {}
