package io.exposuremonitor.connectors.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of one alert at one service. Native types only; changes are additive. Holds at
 * most four letters.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param route name of the service's route
 * @param key of the alert
 * @param triggered true once the service has accepted a trigger
 * @param waiting letters that it has not accepted yet, in order, at most three
 * @param repeat the letter to repeat while the alert is open, or null
 */
public record OutboxEntry(
    int schemaVersion,
    String route,
    String key,
    boolean triggered,
    List<Letter> waiting,
    @Nullable Letter repeat) {
  /** The current layout. */
  public static final int VERSION = 1;

  /** Copies the list. */
  public OutboxEntry {
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
  }
}
