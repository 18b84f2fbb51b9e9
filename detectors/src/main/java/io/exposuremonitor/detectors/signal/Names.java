package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.text.Visible;
import java.util.Locale;

/**
 * Formats actors, tables, numbers and durations for messages. Names that a caller chose are made
 * safe to display.
 */
public final class Names {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Names() {}

  /** The short name of an actor: {@code role/Name}. */
  public static String actor(Actor actor) {
    String name = Arns.kindAndName(actor.id());
    return Visible.of(actor.kind() == Actor.Kind.ACCOUNT ? "account " + name : name);
  }

  /**
   * The name of a table in backquotes.
   *
   * @param id its ARN or name; empty if unknown
   */
  public static String table(String id) {
    String name = Arns.name(id);
    return name.isEmpty() ? "a table that the record doesn't name" : "`" + Visible.of(name) + "`";
  }

  /**
   * A duration, rounded to the largest unit of which it contains at least two: {@code 90 seconds},
   * {@code 47 minutes}, {@code 5 hours}, {@code 3 days}; {@code 1 second} for anything shorter.
   */
  public static String duration(long millis) {
    if (rounded(millis, SECOND) < 2) {
      return "1 second";
    }
    if (rounded(millis, SECOND) < 120) {
      return rounded(millis, SECOND) + " seconds";
    }
    if (rounded(millis, MINUTE) < 120) {
      return rounded(millis, MINUTE) + " minutes";
    }
    return rounded(millis, HOUR) < 48
        ? rounded(millis, HOUR) + " hours"
        : rounded(millis, DAY) + " days";
  }

  /** A number of things: {@code 1 page}, {@code 1,440 pages}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  private static long rounded(long millis, long unit) {
    return (millis + unit / 2) / unit;
  }
}
