package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.aws.SecretStore;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

  private static final String MARK = "id/";
  private static final String MARK_PURPOSE = "exposure-monitor user agent v1";
  private static final int MARK_BYTES = 8;

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
   * What this deployment writes into its user agent, so that it recognises its own calls in the
   * logs: {@code id/} and 16 hexadecimal digits, which nobody can guess who does not know the
   * secret, or its ARN, or has read the logs. Empty where there is none. Never calls AWS.
   */
  public String mark() {
    String basis = arn.isEmpty() ? System.getenv(VARIABLE) : arn;
    if (basis == null || isBlank(basis)) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(basis.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] mark = mac.doFinal(MARK_PURPOSE.getBytes(StandardCharsets.UTF_8));
      return MARK + HexFormat.of().formatHex(mark, 0, MARK_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
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
