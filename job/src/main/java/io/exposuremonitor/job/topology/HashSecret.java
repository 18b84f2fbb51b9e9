package io.exposuremonitor.job.topology;

import io.exposuremonitor.connectors.aws.SecretStore;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
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

  /**
   * Minimum length of the secret, in characters. Whoever obtains hashes, for example from a
   * checkpoint, can try shorter ones, and then find the keys behind the hashes.
   */
  public static final int MIN_LENGTH = 16;

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
   * The reason why the secret that should be in the environment can't be used, without the secret;
   * empty when it can. Never looks in Secrets Manager.
   */
  public Optional<String> mistake() {
    return required && arn.isEmpty() ? mistake(System.getenv(VARIABLE)) : Optional.empty();
  }

  static Optional<String> mistake(@Nullable String secret) {
    if (secret == null || secret.isBlank()) {
      return Optional.of("there is no secret for the hashes of item keys");
    }
    return secret.strip().length() < MIN_LENGTH
        ? Optional.of(
            "the secret for the hashes of item keys has fewer than " + MIN_LENGTH + " characters")
        : Optional.empty();
  }

  /**
   * The mark in this deployment's user agent, by which the monitor recognises its own calls in the
   * logs: {@code id/} and 16 hexadecimal digits. It can't be guessed without the secret, its ARN,
   * or access to the logs. Empty without a secret. Never calls AWS.
   */
  public String mark() {
    String basis = arn.isEmpty() ? System.getenv(VARIABLE) : arn;
    if (basis == null || basis.isBlank()) {
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
   * @throws FlinkRuntimeException when there is none, or it is too short
   */
  public byte[] read() {
    return bytes(arn.isEmpty() ? System.getenv(VARIABLE) : SecretStore.read(arn));
  }

  byte[] bytes(@Nullable String secret) {
    Optional<String> mistake = required ? mistake(secret) : Optional.empty();
    if (mistake.isPresent()) {
      throw new FlinkRuntimeException(
          mistake.get() + ": set " + VARIABLE + " in the environment, or monitor.hash-secret");
    }
    String text = secret == null || secret.isBlank() ? PROCESS_ONLY : secret;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
