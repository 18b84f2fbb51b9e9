package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A pipeline without an engine: each of its reader threads takes records in turn. */
final class InMemoryPipeline implements PipelineUnderTest {
  private static final RuleSet RULES =
      rules(
          """
      title: Table backed up
      id: 6f4c6a39-0f0e-4d43-8f2f-2f1df9b3c001
      name: backup.example
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventSource: dynamodb.amazonaws.com, eventName: CreateBackup}
        condition: selection
      level: low
      """);

  final AtomicLong records = new AtomicLong();
  final List<Path> replayed = new ArrayList<>();

  private static RuleSet rules(String yaml) {
    try {
      return RuleSet.compile(SigmaLoader.load("example.yml", yaml), Policy.defaults());
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CloudTrailDecoder decoder() {
    return new CloudTrailDecoder(
        KeyHasher.of("test".getBytes(StandardCharsets.US_ASCII)),
        StatementAnalyser::analyse,
        RULES);
  }

  @Override
  public JacksonReferenceDecoder jacksonDecoder() {
    return new JacksonReferenceDecoder(
        KeyHasher.of("test".getBytes(StandardCharsets.US_ASCII)),
        StatementAnalyser::analyse,
        RULES);
  }

  @Override
  public RuleDetector rules() {
    return new RuleDetector(RULES, Policy.defaults());
  }

  @Override
  public void run(RecordFeed feed, int parallelism, Backend backend) {
    RecordFeed found = RecordFeed.find(feed.id());
    boolean more = true;
    while (more) {
      for (int i = 0; i < parallelism; i++) {
        more = found.reader(i).next();
        records.addAndGet(more ? 1 : 0);
      }
    }
  }

  @Override
  public void replay(Path folder, int parallelism) {
    replayed.add(folder);
  }
}
