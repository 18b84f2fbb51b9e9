package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.rule.RuleSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Takes the records of AWS STS that tell of new sessions out of the candidates, and lets the
 * others, and those that some rule wants, go on to the rules. Of a session only hashes leave here.
 */
final class SessionLinkFunction extends ProcessFunction<RawRecord, RawRecord> {
  static final OutputTag<SessionLink> LINKS =
      new OutputTag<>("session-links", StreamTypes.SESSION_LINK);

  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private transient RuleSet rules;

  private SessionLinkFunction(MonitorSettings settings) {
    this.settings = settings;
  }

  /** Chained to the intake where there is one input. */
  static SingleOutputStreamOperator<RawRecord> of(
      DataStream<RawRecord> candidates, MonitorSettings settings) {
    return candidates
        .process(new SessionLinkFunction(settings), StreamTypes.RAW_RECORD)
        .uid("sessions")
        .name("sessions");
  }

  @Override
  public void open(OpenContext context) throws Exception {
    rules = settings.loadRules(settings.loadPolicy());
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<RawRecord> out) {
    String call = AssumedSession.call(record.json());
    if (call.isEmpty() || rules.wants(AssumedSession.SOURCE, call)) {
      out.collect(record);
    }
    if (call.isEmpty()) {
      return;
    }
    AssumedSession session = AssumedSession.read(record.json());
    if (session != null) {
      context.output(LINKS, SessionLink.of(session));
    }
  }
}
