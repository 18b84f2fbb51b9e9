package io.exposuremonitor.job.report;

import java.util.Map;
import java.util.TreeMap;

/** Writes the numbers of dry-run findings, apart from the other findings. */
final class DryRuns {
  private DryRuns() {}

  static void write(Map<String, Long> byDetection, Html html) {
    if (byDetection.isEmpty()) {
      return;
    }
    html.raw("<section id=dryruns><h2>Dry runs</h2>\n<p class=hint>Detections that the policy ");
    html.raw("sets to <code>dry-run</code>. Their findings are marked in the output of ");
    html.raw("<code>--findings</code>, and alert nobody.</p>\n");
    html.raw("<div class=scroll><table class=plain><thead><tr><th scope=col>Detection");
    html.raw("<th scope=col>Findings<tbody>");
    new TreeMap<>(byDetection)
        .forEach(
            (detection, count) ->
                html.raw("<tr><td><code>")
                    .text(detection, 120)
                    .raw("</code><td>")
                    .raw(Units.count(count)));
    html.raw("</table></div></section>\n");
  }
}
