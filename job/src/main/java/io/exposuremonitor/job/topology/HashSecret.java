package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.aws.SecretStore;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Where the deployment's secret is, from which the key of the hashes of item keys is derived. This
 * travels with the job; the secret itself is read where it is used and is in no state, log or job
 * graph.
 */
public final class HashSecret implements Serializable {
  /** Environment variable with the secret. */
  public static final String VARIABLE = "EXPOSURE_HASH_SECRET";

  private static final long serialVersionUID = 1L;

  /**
   * Stands in where a replay has none: hashes then live in one process only, and the same logs give
   * the same sketches each time.
   */
  private static final String PROCESS_ONLY = "replay without a secret of the deployment";

  private final String arn;
  private final boolean required;

  private HashSecret(String arn, boolean required) {
    this.arn = arn;
    this.required = required;
  }

  /** For a replay, or a demo, whose hashes end with it: the environment's, or a constant. */
  public static HashSecret ofReplay() {
    return new HashSecret("", false);
  }

  /**
   * For a monitor with state that outlives the process.
   *
   * @param arn of a secret in AWS Secrets Manager, or empty for the environment's
   */
  public static HashSecret ofRun(String arn) {
    return new HashSecret(arn, true);
  }

  /** True when the environment lacks what must be there; says nothing about Secrets Manager. */
  public boolean isMissing() {
    return required && arn.isEmpty() && isBlank(System.getenv(VARIABLE));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /**
   * Reads it. May call AWS Secrets Manager.
   *
   * @throws FlinkRuntimeException when there is none
   */
  public byte[] read() {
    String secret = arn.isEmpty() ? System.getenv(VARIABLE) : SecretStore.read(arn);
    if (secret == null || isBlank(secret)) {
      if (required) {
        throw new FlinkRuntimeException(
            "no secret for the hashes of item keys: set "
                + VARIABLE
                + " in the environment, or monitor.hash-secret");
      }
      secret = PROCESS_ONLY;
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }
}
