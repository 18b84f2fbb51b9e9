package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.nio.file.Path;

/** The whole job, as driven by the benchmark. */
public interface PipelineUnderTest {
  /** A decoder as the job creates it for each subtask. */
  CloudTrailDecoder decoder();

  /** A decoder that gives the same results with Jackson, for comparison. */
  JacksonReferenceDecoder jacksonDecoder();

  /** The rules as the job runs them. */
  RuleDetector rules();

  /**
   * Runs the job, with every rule and detector, from decoding to findings, on a feed's records.
   * Subtask {@code i} of its source reads {@code feed.reader(i)} to its end; the caller ends the
   * feed. Findings are counted and discarded.
   *
   * @param feed has as many readers as {@code parallelism}
   * @param parallelism slots
   * @throws Exception when the job fails
   */
  void run(RecordFeed feed, int parallelism, Backend backend) throws Exception;

  /**
   * Replays a folder of log files as the {@code replay} command does, to its end.
   *
   * @throws Exception when the job fails
   */
  void replay(Path folder, int parallelism) throws Exception;
}
