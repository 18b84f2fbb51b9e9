package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a letter.
 *
 * @param outcome whether to send it again
 * @param detail status or error, for people; nothing of the letter and no secret
 * @param pause how long the service asks to leave it alone, or null
 */
public record Reply(Outcome outcome, String detail, @Nullable Duration pause) {
  /** Whether to send a letter again. */
  public enum Outcome {
    /** The service has it. */
    DELIVERED,
    /** Not now: throttled, failed on its side, or not reached. */
    RETRY,
    /** It will never take this letter. */
    REFUSED
  }

  static Reply retry(String detail) {
    return new Reply(Outcome.RETRY, detail, null);
  }
}
