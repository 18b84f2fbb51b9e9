/**
 * Presentation of a run to people: the self-contained HTML page, the summary in the terminal and
 * the progress line. Everything here is a pure function of {@link
 * io.exposuremonitor.job.report.ReportData}; the caller passes in the time.
 *
 * <p>Findings hold text that attackers choose (session names, user agents, names in refused calls).
 * All such text passes through {@link io.exposuremonitor.detectors.text.Visible} before it is
 * displayed.
 */
@NullMarked
package io.exposuremonitor.job.report;

import org.jspecify.annotations.NullMarked;
