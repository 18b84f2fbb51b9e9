package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.replay.ReplayMetrics;
import io.exposuremonitor.job.replay.ReplayResult;
import io.exposuremonitor.job.report.HtmlReport;
import io.exposuremonitor.job.report.ReportData;
import io.exposuremonitor.job.report.TerminalSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a replay's results go, besides the findings ({@link FindingLines}). When findings go to
 * standard output, the summary goes to standard error, so that machine output stays clean.
 *
 * @param findings a file, {@code -} for standard output, or null
 * @param report the HTML page, or null
 * @param metrics the Prometheus text file, or null
 */
record ReplayOutputs(@Nullable String findings, @Nullable Path report, @Nullable Path metrics) {
  /**
   * Writes everything that was asked for, and the summary.
   *
   * @param out standard output
   * @param err standard error
   */
  void write(ReplayResult result, ReportData data, PrintWriter out, PrintWriter err)
      throws IOException {
    if (report != null) {
      Files.writeString(report, HtmlReport.render(data));
    }
    if (metrics != null) {
      try (OutputStream file = Files.newOutputStream(metrics)) {
        ReplayMetrics.write(result, file);
      }
    }
    PrintWriter people = FindingLines.STANDARD_OUTPUT.equals(findings) ? err : out;
    people.print(TerminalSummary.render(data, Terminal.style()));
    people.flush();
  }
}
