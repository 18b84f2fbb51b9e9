package io.exposuremonitor.detectors.policy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Words for the time at which a suppression ends. */
public final class Expiry {
  private Expiry() {}

  /**
   * The time as policies write it: most name a day, and last until its end.
   *
   * @param expires epoch milliseconds
   */
  public static String words(long expires) {
    Instant moment = Instant.ofEpochMilli(expires);
    return moment.equals(moment.truncatedTo(ChronoUnit.DAYS))
        ? "at the end of " + moment.minusMillis(1).atOffset(ZoneOffset.UTC).toLocalDate() + " (UTC)"
        : "on " + moment;
  }
}
