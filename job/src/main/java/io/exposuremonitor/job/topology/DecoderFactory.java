package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RuleInterest;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.ItemChanges;
import io.exposuremonitor.detectors.itemchange.ItemObserver;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.sensitivity.ClassificationBudget;
import io.exposuremonitor.detectors.sensitivity.ItemClassifier;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyAwareClassifier;
import io.exposuremonitor.job.operator.PolicyBoard;
import io.exposuremonitor.job.operator.PolicyWatch;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/** Creates the decoders of a subtask, on the machine where the subtask runs. */
public final class DecoderFactory implements SerializableSupplier<CloudTrailDecoder> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private final HashSecret secret;
  private final PolicyBoard.@Nullable Name board;

  /**
   * Creates a factory for a replay.
   *
   * @param settings their rules determine which records the decoder passes on whole
   */
  public DecoderFactory(MonitorSettings settings) {
    this(settings, HashSecret.ofReplay());
  }

  /**
   * @param settings their rules determine which records the decoder passes on whole
   * @param secret from which the key for hashing item keys is derived; read where decoding runs,
   *     never part of the job graph
   */
  public DecoderFactory(MonitorSettings settings, HashSecret secret) {
    this(settings, secret, null);
  }

  private DecoderFactory(
      MonitorSettings settings, HashSecret secret, PolicyBoard.@Nullable Name board) {
    this.settings = settings;
    this.secret = secret;
    this.board = board;
  }

  /** The same factory, for decoders that follow the policy and rules as they change. */
  public DecoderFactory followingPolicy(PolicyWatch watch) {
    return new DecoderFactory(settings, secret, watch.board());
  }

  @Override
  public CloudTrailDecoder get() {
    return new CloudTrailDecoder(
        KeyHasher.of(secret.read()), StatementAnalyser::analyse, interest());
  }

  /** The decoder to which {@code bench} compares: the same results, with Jackson. */
  public JacksonReferenceDecoder jackson() {
    return new JacksonReferenceDecoder(
        KeyHasher.of(secret.read()), StatementAnalyser::analyse, interest());
  }

  private RuleInterest interest() {
    return new RecordInterest(board == null ? rules() : PolicyBoard.of(board));
  }

  private RuleSet rules() {
    try {
      return settings.loadRules(settings.loadPolicy());
    } catch (PolicyException | RuleException invalid) {
      throw new FlinkRuntimeException(invalid);
    }
  }

  /** The decoder of table stream records. It hashes keys in the same way. */
  public ItemChangeDecoder itemChanges() {
    return new ItemChangeDecoder(KeyHasher.of(secret.read()), classifier());
  }

  /** Creates item changes from items that are not JSON. It hashes keys in the same way. */
  public ItemChanges changes() {
    return new ItemChanges(KeyHasher.of(secret.read()), classifier());
  }

  /**
   * The budget for classifying values. A replay classifies every value, so that each run finds the
   * same; a live job has a time budget.
   */
  private ClassificationBudget budget() {
    return settings.reporting() == Episodes.Reporting.LIFE_CYCLE
        ? ClassificationBudget.halfOfTime(System::nanoTime)
        : ClassificationBudget.unlimited();
  }

  /** Creates a classifier for each decoder, since decoders run on different threads. */
  private ItemObserver classifier() {
    try {
      return board == null
          ? new ItemClassifier(settings.loadPolicy(), budget())
          : new PolicyAwareClassifier(
              new ItemClassifier(Policy.defaults(), budget()), PolicyBoard.of(board));
    } catch (PolicyException invalid) {
      throw new FlinkRuntimeException(invalid);
    }
  }
}
