package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of sending a letter.
 *
 * @param outcome whether to send it again
 * @param detail status or error, for people; nothing of the letter and no secret
 * @param pause how long the service asks to wait, or null
 */
public record Reply(Outcome outcome, String detail, @Nullable Duration pause) {
  /** Whether to send a letter again. */
  public enum Outcome {
    /** The service has accepted it. */
    DELIVERED,
    /** Not now: throttled, failed on its side, or not reached. */
    RETRY,
    /** It will never accept this letter. */
    REFUSED
  }

  static Reply retry(String detail) {
    return new Reply(Outcome.RETRY, detail, null);
  }
}
