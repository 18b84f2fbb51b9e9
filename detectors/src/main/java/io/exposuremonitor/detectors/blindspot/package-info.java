/**
 * Blind spots of the monitor: lost records, silent sources and uncovered tables are findings, not
 * log lines.
 */
@NullMarked
package io.exposuremonitor.detectors.blindspot;

import org.jspecify.annotations.NullMarked;
