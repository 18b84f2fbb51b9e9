package io.exposuremonitor.connectors.alert;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * PagerDuty's Events API v2: {@code POST /v2/enqueue}. A trigger with the {@code dedup_key} of an
 * open alert is added to it and opens nothing; a resolve without an open alert is dropped.
 */
final class PagerDutyRequests implements Requests {
  private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");
  private static final Pattern BLAMED_KEY =
      Pattern.compile("routing[ _]key", Pattern.CASE_INSENSITIVE);
  private static final int BAD_REQUEST = 400;

  private final URI url;
  private final String routingKey;

  /**
   * @throws IllegalArgumentException when {@code routingKey} is not a routing key; the message does
   *     not quote it
   */
  PagerDutyRequests(URI url, String routingKey) {
    if (!ROUTING_KEY.matcher(routingKey).matches()) {
      throw new IllegalArgumentException(
          "the key of a PagerDuty integration (Events API v2) is 32 letters and digits");
    }
    this.url = url;
    this.routingKey = routingKey;
  }

  /**
   * Builds the request. The key needs no escaping, so it can be inserted before the body's members.
   */
  @Override
  public HttpRequest.Builder of(Letter letter, Instant now) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"routing_key\":\"" + routingKey + "\"," + letter.body().substring(1)));
  }

  /**
   * By its documentation, PagerDuty refuses with 400 only. The errors in the answer tell a key that
   * no integration has ({@code Invalid routing key}) from an invalid event.
   */
  @Override
  public boolean blamesKey(int status, String answer) {
    return status == BAD_REQUEST && BLAMED_KEY.matcher(answer).find();
  }
}
