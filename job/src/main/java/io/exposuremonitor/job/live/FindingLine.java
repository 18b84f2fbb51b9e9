package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.finding.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats a finding as one line for people at a terminal. */
final class FindingLine {
  private FindingLine() {}

  static String of(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s  %-13s %-7s %s  %s%s",
        Instant.ofEpochMilli(finding.time()).truncatedTo(ChronoUnit.SECONDS),
        finding.level(),
        finding.phase().name().toLowerCase(Locale.ROOT),
        finding.analytic().id(),
        finding.dryRun() ? "(dry run) " : "",
        finding.message());
  }
}
