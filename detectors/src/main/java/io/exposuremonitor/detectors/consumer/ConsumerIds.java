package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Ids by which applications of the Kinesis Client Library from 3.1.1 on name themselves in the user
 * agent: {@code KCL-ConsumerId-} and the first 16 characters of the Base64 form of the SHA-256 hash
 * of their lease table's ARN (its {@code UserAgentUtils}). An application whose lease table is
 * known can thus be recognised. Anyone who knows the table's name can forge the id.
 */
public final class ConsumerIds {
  private static final String PREFIX = "KCL-ConsumerId-";
  private static final int LENGTH = 16;

  private ConsumerIds() {}

  /** The id of the application with a lease table, without the prefix. */
  public static String ofLeaseTable(String tableArn) {
    byte[] hash = Hashes.sha256().digest(tableArn.getBytes(StandardCharsets.UTF_8));
    return canonical(Base64.getEncoder().encodeToString(hash).substring(0, LENGTH));
  }

  /** The id in a user agent, without the prefix; empty when there is none. */
  public static String inUserAgent(String userAgent) {
    int from = userAgent.indexOf(PREFIX) + PREFIX.length();
    int to = from + LENGTH;
    if (from < PREFIX.length() || to > userAgent.length()) {
      return "";
    }
    String id = canonical(userAgent.substring(from, to));
    return id.chars().allMatch(ConsumerIds::isPart) ? id : "";
  }

  /** The SDK replaces characters that aren't allowed in a header, so both forms are normalised. */
  private static String canonical(String id) {
    return id.replace('/', '_').replace('+', '_');
  }

  private static boolean isPart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
