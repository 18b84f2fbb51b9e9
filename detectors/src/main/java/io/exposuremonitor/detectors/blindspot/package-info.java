/** What the monitor could not see: lost records are findings, not log lines. */
@NullMarked
package io.exposuremonitor.detectors.blindspot;

import org.jspecify.annotations.NullMarked;
