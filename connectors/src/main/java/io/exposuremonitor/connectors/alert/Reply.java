package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of sending a letter.
 *
 * @param outcome whether to send it again
 * @param detail status or error, for people; without secrets or content of the letter
 * @param pause how long the service asks to wait, or null
 */
public record Reply(Outcome outcome, String detail, @Nullable Duration pause) {
  /** Whether to send a letter again. */
  public enum Outcome {
    /** The service has accepted the letter. */
    DELIVERED,
    /**
     * Not accepted for now: throttled, failed on the service's side, unreachable, or refused for a
     * reason that an operator can correct.
     */
    RETRY,
    /** The service will never accept this letter. */
    REFUSED
  }

  static Reply retry(String detail) {
    return new Reply(Outcome.RETRY, detail, null);
  }
}
