package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps HTTP statuses to replies. A 2xx status means delivery. Only statuses that blame the letter
 * itself are final: malformed, a conflict, too large, or not to be processed. All others are
 * retried, like errors of AWS in {@link AwsReplies}: what a wrong key or URL causes (401, 403, 404,
 * 405, 410, redirects …) can be fixed by an operator, and the alert must still arrive afterwards.
 */
final class HttpReplies {
  private static final Set<Integer> OF_THE_LETTER = Set.of(400, 409, 413, 422);

  private HttpReplies() {}

  /**
   * The reply for an answer.
   *
   * @param wrongKey true when the answer says that the service does not know the key
   * @param retryAfter the header's value, or null
   */
  static Reply of(int status, boolean wrongKey, @Nullable String retryAfter, Instant now) {
    String detail = "HTTP " + status;
    if (status / 100 == 2) {
      return new Reply(Reply.Outcome.DELIVERED, detail, null);
    }
    @Nullable Duration pause = retryAfter == null ? null : RetryAfter.read(retryAfter, now);
    if (wrongKey) {
      return new Reply(Reply.Outcome.RETRY, detail + ": wrong key", pause);
    }
    return new Reply(
        OF_THE_LETTER.contains(status) ? Reply.Outcome.REFUSED : Reply.Outcome.RETRY,
        detail,
        pause);
  }
}
