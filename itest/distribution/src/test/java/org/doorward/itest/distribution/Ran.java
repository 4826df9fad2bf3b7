package org.doorward.itest.distribution;

/** What a command returned and printed. */
public record Ran(int exitCode, String out, String err) {}
