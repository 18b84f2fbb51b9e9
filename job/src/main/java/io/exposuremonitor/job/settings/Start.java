package io.exposuremonitor.job.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an input starts when there is no checkpoint to resume from.
 *
 * @param at the instant, or empty for the oldest record that is retained
 */
public record Start(Optional<Instant> at) {
  private static final String NOW = "now";
  private static final String HORIZON = "horizon";

  /** What may be written. */
  static final String FORM = NOW + ", " + HORIZON + " or an instant such as 2026-11-26T00:00:00Z";

  /**
   * Parses a start.
   *
   * @param now the instant that "now" means
   */
  static Setting.Reading<Start> reading(Instant now) {
    return text ->
        switch (text) {
          case NOW -> new Start(Optional.of(now));
          case HORIZON -> new Start(Optional.empty());
          default -> new Start(moment(text));
        };
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Forms.instant(text);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException("must be " + FORM, refused);
    }
  }
}
