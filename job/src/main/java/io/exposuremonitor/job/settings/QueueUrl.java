package io.exposuremonitor.job.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a queue, and what it says about the queue's location.
 *
 * <p>Hosts: the endpoints of SQS in the AWS General Reference, including legacy ones, and the names
 * of VPC endpoints.
 *
 * @param url with a host
 */
public record QueueUrl(URI url) {
  private static final String REGION = "([a-z]{2}(?:-[a-z]+)+-\\d)";

  /** A region's own endpoint, by its current or legacy name. */
  private static final Pattern OF_REGION =
      Pattern.compile(
          "(?:sqs\\." + REGION + '|' + REGION + "\\.queue)\\.amazonaws\\.com(?:\\.cn)?");

  /** Endpoints that a client does not choose by itself: FIPS, dual-stack, VPC endpoints. */
  private static final Pattern CHOSEN =
      Pattern.compile(
          "(?:.+\\.)?sqs(?:-fips)?\\."
              + REGION
              + "(?:\\.vpce)?(?:\\.amazonaws\\.com(?:\\.cn)?|\\.api\\.aws)");

  /**
   * The queue at a URL.
   *
   * @throws IllegalArgumentException when the text is not such a URL
   */
  public static QueueUrl of(String text) {
    return new QueueUrl(URI.create(text));
  }

  /** The region that the host names; empty when it names none, as an emulator's. */
  public Optional<String> region() {
    Matcher own = OF_REGION.matcher(url.getHost());
    if (own.matches()) {
      return Optional.of(own.group(1) == null ? own.group(2) : own.group(1));
    }
    Matcher chosen = CHOSEN.matcher(url.getHost());
    return chosen.matches() ? Optional.of(chosen.group(1)) : Optional.empty();
  }

  /** Where requests go; empty for the region's own endpoint. */
  public Optional<URI> endpoint() {
    return OF_REGION.matcher(url.getHost()).matches()
        ? Optional.empty()
        : Optional.of(URI.create(url.getScheme() + "://" + url.getAuthority()));
  }
}
