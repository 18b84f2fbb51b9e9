package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SerializableSupplier;

/** Makes the decoder of one subtask, where it runs. */
public final class DecoderFactory implements SerializableSupplier<CloudTrailDecoder> {
  /**
   * Environment variable with the deployment's secret, from which the key of the hashes of item
   * keys is derived. It is read where decoding runs and is never part of the job graph.
   */
  public static final String SECRET_VARIABLE = "EXPOSURE_HASH_SECRET";

  private static final long serialVersionUID = 1L;

  /**
   * Stands in where no secret is set: hashes then live in one process only (a replay), and the same
   * logs give the same sketches each time.
   */
  private static final String PROCESS_ONLY = "replay without a secret of the deployment";

  private final MonitorSettings settings;

  /**
   * @param settings whose rules say which records the decoder passes on whole
   */
  public DecoderFactory(MonitorSettings settings) {
    this.settings = settings;
  }

  @Override
  public CloudTrailDecoder get() {
    return new CloudTrailDecoder(
        KeyHasher.of(secret()), StatementAnalyser::analyse, rules()::wants);
  }

  /** The decoder that {@code bench} compares with: the same results, with Jackson. */
  public JacksonReferenceDecoder jackson() {
    return new JacksonReferenceDecoder(
        KeyHasher.of(secret()), StatementAnalyser::analyse, rules()::wants);
  }

  private RuleSet rules() {
    try {
      return settings.loadRules(settings.loadPolicy());
    } catch (PolicyException | RuleException invalid) {
      throw new FlinkRuntimeException(invalid);
    }
  }

  private static byte[] secret() {
    String secret = System.getenv(SECRET_VARIABLE);
    return (secret == null ? PROCESS_ONLY : secret).getBytes(StandardCharsets.UTF_8);
  }
}
