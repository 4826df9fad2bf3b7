/**
 * The reports of {@code aureport}. An event is read once: {@link org.doorward.tools.trail.Facts} says of it what the original says, a
 * {@link org.doorward.tools.report.Report} lists or counts it, and {@link org.doorward.tools.report.ReportTable} has all reports.
 */
package org.doorward.tools.report;
