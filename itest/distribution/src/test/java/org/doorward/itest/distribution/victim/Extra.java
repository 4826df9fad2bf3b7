package org.doorward.itest.distribution.victim;

/** What is defined by calls that define a class. */
final class Extra {}
