package io.exposuremonitor.connectors.alert;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service's request format. */
interface Requests {
  /**
   * Builds the request, complete except for its timeout.
   *
   * @param now the time of sending
   */
  HttpRequest.Builder of(Letter letter, Instant now);

  /**
   * True when an answer says that the service does not know the key: it can be mended, while an
   * invalid letter can't.
   *
   * @param answer the beginning of its body
   */
  default boolean blamesKey(int status, String answer) {
    return false;
  }

  /** How often an open alert must be repeated, or null for never. */
  default @Nullable Duration repeatEvery() {
    return null;
  }
}
