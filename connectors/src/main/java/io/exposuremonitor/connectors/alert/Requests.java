package io.exposuremonitor.connectors.alert;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a service wants its letters. */
interface Requests {
  /**
   * The request, complete but for its time limit.
   *
   * @param now the moment of sending
   */
  HttpRequest.Builder of(Letter letter, Instant now);

  /** How often an open alert must be told again, or null for never. */
  default @Nullable Duration repeatEvery() {
    return null;
  }
}
