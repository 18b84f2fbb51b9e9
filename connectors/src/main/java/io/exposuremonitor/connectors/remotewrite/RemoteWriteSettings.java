package io.exposuremonitor.connectors.remotewrite;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where samples are written, and with which identity. Travels with the job; secrets never do.
 *
 * @param url of the receiver
 * @param headers additional ones, by name: where the value is kept, {@code env:NAME} or the ARN of
 *     a secret
 * @param signing identity and region for which requests are signed for AWS, or null for unsigned
 *     requests
 * @param userAgent the User-Agent header
 * @param answerLimit timeout of one request
 */
public record RemoteWriteSettings(
    URI url,
    Map<String, String> headers,
    @Nullable AwsAccess signing,
    String userAgent,
    Duration answerLimit)
    implements Serializable {
  /** The default timeout of one request. */
  public static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final Pattern MANAGED =
      Pattern.compile(
          "aps-workspaces(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  /** The region of a workspace of Amazon Managed Service for Prometheus, or null for others. */
  public static @Nullable String managedRegion(URI url) {
    Matcher host = MANAGED.matcher(url.getHost());
    return host.matches() ? host.group(1) : null;
  }
}
