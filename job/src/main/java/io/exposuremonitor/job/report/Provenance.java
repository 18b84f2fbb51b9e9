package io.exposuremonitor.job.report;

/** Writes the run's inputs, and how to repeat the run. */
final class Provenance {
  /**
   * Works for a folder of files, plain or compressed, as for a single one, and for records in any
   * envelope: below {@code Records}, in a list, in an EventBridge event, or alone.
   */
  private static final String IN_FILES =
      " -name '*.json*' -print0 | xargs -0 gzip -cdf | jq -c"
          + " '(.Records?[]?, .[]?, .) | objects | select(IN(.eventID, .sharedEventID;"
          + " \"EVENT_ID\"))'";

  private static final String ELSEWHERE =
      """
      <p>In Athena, over the trail's table:</p>
      <pre>SELECT * FROM cloudtrail_logs WHERE eventid = 'EVENT_ID' OR sharedeventid = 'EVENT_ID'</pre>
      <p>In CloudTrail's event history of the call's account and Region, for management events of the
      last 90 days. Data events (Scan, Query, GetItem, PartiQL, GetRecords) are <b>not</b> in it; use
      one of the two above.</p>
      <pre>aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=EventId,AttributeValue=EVENT_ID</pre>
      </section>
      <section id=suppress><h2>Suppress a finding</h2>
      <p>Add this to the policy file. It takes an owner who answers for it, a reason and a last day.</p>
      <pre>suppressions:
        - finding: FINDING_ID
          actor: ACTOR_ARN
          resource: RESOURCE_ARN
          owner:      # who answers for it
          reason:     # why it is all right
          expires:    # YYYY-MM-DD</pre>
      </section>
      """;

  private Provenance() {}

  /**
   * Writes how to continue from a finding by hand; with scripts, findings show the commands filled
   * in.
   */
  static void writeHowTo(ReportData.Run run, Html html) {
    html.raw("<section id=lookup><h2>Look up an event</h2>\n<p>In the log files, by event id;");
    html.raw(" this finds every kind of event:</p>\n<pre class=files>find ");
    html.text(run.logs()).raw(IN_FILES).raw("</pre>\n").raw(ELSEWHERE);
  }

  static void write(ReportData data, Html html) {
    ReportData.Inputs inputs = data.inputs();
    html.raw("<section id=basis><h2>Basis of this report</h2>\n<dl class=basis>");
    entry("Files read", inputs.filesRead(), html);
    entry("Size", Units.bytes(inputs.bytes()), html);
    entry("Records", Units.count(inputs.records()), html);
    entry("of these data events", Units.count(inputs.dataEvents()), html);
    if (inputs.records() > 0) {
      entry("First event", Units.second(inputs.firstEvent()) + " UTC", html);
      entry("Last event", Units.second(inputs.lastEvent()) + " UTC", html);
    }
    entry("Rules", Units.count(data.checks().rules()), html);
    entry("Detectors", String.join(", ", data.checks().detectors()), html);
    entry("Policy", data.checks().policy(), html);
    data.checks().policySummary().forEach(line -> entry(line.name(), line.value(), html));
    entry("Report created", Units.second(data.run().generatedAt()) + " UTC", html);
    entry("Program", "DynamoDB exposure monitor " + data.run().programVersion(), html);
    html.raw("</dl>\n<p>To repeat it:</p>\n<pre>").text(data.run().command(), 2_000);
    html.raw("</pre></section>\n");
  }

  private static void entry(String name, String value, Html html) {
    html.raw("<dt>").text(name, 80).raw("<dd>").text(value, 1_000);
  }
}
