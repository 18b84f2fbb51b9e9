/**
 * What people see of a run: the self-contained HTML page, the summary in the terminal and the
 * progress line. Everything here is a pure function of {@link
 * io.exposuremonitor.job.report.ReportData}; the caller passes in the time.
 *
 * <p>Findings hold text that attackers choose (session names, user agents, names in refused calls).
 * All of it passes {@link io.exposuremonitor.job.report.Visible} on its way to a person.
 */
@NullMarked
package io.exposuremonitor.job.report;

import org.jspecify.annotations.NullMarked;
