package io.exposuremonitor.connectors.alert;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;

/**
 * Prometheus Alertmanager's API v2: {@code POST /api/v2/alerts}. It keeps alerts in memory only, so
 * open ones are repeated; one that is no longer repeated ends by itself after four hours, far
 * longer than a restart of the monitor takes.
 */
final class AlertmanagerRequests implements Requests {
  private static final Duration REPEAT = Duration.ofMinutes(2);
  private static final Duration LIFE = Duration.ofHours(4);

  private final URI url;

  AlertmanagerRequests(URI url) {
    this.url = url;
  }

  @Override
  public HttpRequest.Builder of(Letter letter, Instant now) {
    Instant end = letter.kind() == Letter.Kind.RESOLVE ? now : now.plus(LIFE);
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "[{\"endsAt\":\"" + end + "\"," + letter.body().substring(1) + ']'));
  }

  @Override
  public Duration repeatEvery() {
    return REPEAT;
  }
}
