package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.AssumedSession;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.RuleInterest;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.operator.PolicyBoard;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Converts the AWS STS records among the candidates into session links, which hold hashes only.
 * Forwards all other records, and those STS records that some rule may match, to the rules.
 */
final class SessionLinkFunction extends ProcessFunction<RawRecord, RawRecord> {
  static final OutputTag<SessionLink> LINKS =
      new OutputTag<>("session-links", StreamTypes.SESSION_LINK);

  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private final PolicyBoard.@Nullable Name board;
  private transient RuleInterest rules;

  private SessionLinkFunction(Policies policies) {
    settings = policies.settings();
    board = policies.board();
  }

  /** Adds the function, chained to the intake when there is a single input. */
  static SingleOutputStreamOperator<RawRecord> of(
      DataStream<RawRecord> candidates, Policies policies) {
    return candidates
        .process(new SessionLinkFunction(policies), StreamTypes.RAW_RECORD)
        .uid("sessions")
        .name("sessions");
  }

  @Override
  public void open(OpenContext context) throws Exception {
    rules = board == null ? settings.loadRules(settings.loadPolicy()) : PolicyBoard.of(board);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<RawRecord> out) {
    boolean assumed = AssumedSession.isToldBy(record.source(), record.name(), record.failed());
    if (!assumed || rules.wants(record.source(), record.name(), false, true)) {
      out.collect(record);
    }
    AssumedSession session = assumed ? AssumedSession.read(record.json()) : null;
    if (session != null) {
      context.output(LINKS, SessionLink.of(session));
    }
  }
}
