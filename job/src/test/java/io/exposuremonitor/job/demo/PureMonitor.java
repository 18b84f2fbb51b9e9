package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.bulkread.ReadVolumeDetector;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.consumer.StreamReaderDetector;
import io.exposuremonitor.detectors.consumer.StreamReaderState;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.consumer.StreamUses;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.partiql.PartiqlDetector;
import io.exposuremonitor.detectors.partiql.PartiqlState;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleEventException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns log files into signals with the real decoder, rules and detectors, without an engine or a
 * clock.
 */
final class PureMonitor implements Trail.Delivery, DecoderSink, DetectorContext {
  private final Policy policy;
  private final RuleDetector rules;
  private final CloudTrailDecoder decoder;
  private final ReadVolumeDetector volume = new ReadVolumeDetector(tally -> {});
  private final PartiqlDetector partiql = new PartiqlDetector(Observation.UNKNOWN);
  private final StreamReaderDetector readers =
      new StreamReaderDetector(Observation.UNKNOWN, counts -> {}, () -> {});
  private final StreamUses uses = new StreamUses("");
  private final Map<String, StreamReaderState> streams = new HashMap<>();
  private final Map<String, ReadVolumeState> volumes = new HashMap<>();
  private final Map<String, PartiqlState> statements = new HashMap<>();
  private final ActivityBundler bundler =
      new ActivityBundler(1_000, 100_000, (bundle, arrival) -> judge(bundle));
  private final List<Signal> signals = new ArrayList<>();

  PureMonitor(Knowledge knowledge) {
    policy = knowledge.policy();
    rules =
        new RuleDetector(knowledge.rules(), policy, new DerivedFields(StatementAnalyser::analyse));
    decoder =
        new CloudTrailDecoder(
            KeyHasher.of("test".getBytes(StandardCharsets.US_ASCII)),
            StatementAnalyser::analyse,
            knowledge.rules());
  }

  /** A policy and the rules compiled against it, which takes some time. */
  record Knowledge(Policy policy, RuleSet rules) {
    static Knowledge of(String policyText) throws Exception {
      MonitorSettings settings =
          new MonitorSettings(
              new TextFile("policy.yml", policyText),
              List.of(),
              List.of(),
              Episodes.Reporting.LIFE_CYCLE,
              List.of());
      Policy policy = settings.loadPolicy();
      return new Knowledge(policy, settings.loadRules(policy));
    }
  }

  List<Signal> signals() {
    return signals;
  }

  @Override
  public void deliver(String key, byte[] gzip) {
    assertThat(key).matches("AWSLogs/\\d{12}/CloudTrail/[a-z0-9-]+/\\d{4}/\\d\\d/\\d\\d/[^/]+");
    decoder.decodePayload(gzip, this);
    bundler.flush();
  }

  @Override
  public void activity(Activity activity) {
    bundler.add(List.of(activity), ActivityBundler.NOT_KNOWN);
  }

  @Override
  public void candidate(RawRecord record) {
    try {
      rules.on(record.json(), signals::add);
    } catch (RuleEventException refused) {
      throw new AssertionError(refused);
    }
  }

  @Override
  public void itemChange(byte[] bytes, int from, int to, String place) {
    throw new AssertionError("a trail holds no changes of items");
  }

  @Override
  public void skipped(SkipReason reason, String detail) {
    throw new AssertionError(reason + ": " + detail);
  }

  private void judge(ActivityBundle bundle) {
    String key = bundle.actor().id() + '\n' + bundle.resource();
    volumes.compute(key, (same, state) -> volume.on(state, bundle, this));
    if (bundle.facets().stream().anyMatch(facet -> facet.operation().isPartiql())) {
      statements.compute(bundle.actor().id(), (same, state) -> partiql.on(state, bundle, this));
    }
    for (StreamUse use : uses.of(bundle)) {
      streams.compute(use.source(), (same, state) -> readers.on(state, use, this));
    }
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void wakeAt(long time) {
    // No detection in the demo depends on silence.
  }
}
