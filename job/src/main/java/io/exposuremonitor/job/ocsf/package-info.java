/**
 * Writes findings as OCSF Detection Findings, one JSON object per line, and holds the data that
 * accompany a finding: the names of ATT&amp;CK techniques and the steps of remediation.
 */
@NullMarked
package io.exposuremonitor.job.ocsf;

import org.jspecify.annotations.NullMarked;
