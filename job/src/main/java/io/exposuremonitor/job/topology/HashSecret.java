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
 * The location of the deployment's secret, from which the key for hashing item keys is derived.
 * Only the location is serialised with the job: the secret itself is read where it is used, and
 * appears in no state, log or job graph.
 */
public final class HashSecret implements Serializable {
  /** The environment variable that holds the secret. */
  public static final String VARIABLE = "EXPOSURE_HASH_SECRET";

  private static final long serialVersionUID = 1L;

  /**
   * Used by a replay without a secret: its hashes never leave the process, and the same logs give
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

  /**
   * For a replay or a demo, whose hashes end with the process: the environment's secret, or a
   * constant.
   */
  public static HashSecret ofReplay() {
    return new HashSecret("", false);
  }

  /**
   * For a monitor whose state outlives the process.
   *
   * @param arn of a secret in AWS Secrets Manager, or empty for the environment's
   */
  public static HashSecret ofRun(String arn) {
    return new HashSecret(arn, true);
  }

  /**
   * True when the secret should be in the environment and is not; never looks in Secrets Manager.
   */
  public boolean isMissing() {
    return required && arn.isEmpty() && isBlank(System.getenv(VARIABLE));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /**
   * The mark in this deployment's user agent, by which the monitor recognises its own calls in the
   * logs: {@code id/} and 16 hexadecimal digits. It can't be guessed without the secret, its ARN,
   * or access to the logs. Empty without a secret. Never calls AWS.
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
   * Reads the secret. May call AWS Secrets Manager.
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
