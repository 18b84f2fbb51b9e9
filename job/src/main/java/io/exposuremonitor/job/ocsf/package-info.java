/**
 * Findings as OCSF Detection Findings, one JSON object per line, and what stands beside a finding
 * as data: the names of ATT&amp;CK techniques and the steps that an analyst takes.
 */
@NullMarked
package io.exposuremonitor.job.ocsf;

import org.jspecify.annotations.NullMarked;
