package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.text.Visible;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Formats a finding as one line for people at a terminal. Actors, tables and statements may be
 * named by an attacker, so nothing that acts on a terminal is left in the line.
 */
final class FindingLine {
  private FindingLine() {}

  static String of(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s  %-13s %-7s %s  %s%s",
        Instant.ofEpochMilli(finding.time()).truncatedTo(ChronoUnit.SECONDS),
        finding.level(),
        finding.phase().name().toLowerCase(Locale.ROOT),
        Visible.of(finding.analytic().id()),
        finding.dryRun() ? "(dry run) " : "",
        Visible.of(finding.message()));
  }
}
