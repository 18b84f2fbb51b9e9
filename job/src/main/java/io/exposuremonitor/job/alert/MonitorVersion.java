package io.exposuremonitor.job.alert;

import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.topology.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What decides what is found.
 *
 * @param program release of the monitor
 * @param policy the first {@value #DIGITS} digits of the SHA-256 of the policy's text, as {@code
 *     sha256sum} prints it, or {@value #DEFAULTS} without a policy
 */
record MonitorVersion(String program, String policy) {
  static final String DEFAULTS = "defaults";
  private static final int DIGITS = 12;

  /** What is in force with these settings. */
  static MonitorVersion of(MonitorSettings monitor) {
    return new MonitorVersion(
        Release.version(), monitor.policy() == null ? DEFAULTS : digest(monitor.policy().text()));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
