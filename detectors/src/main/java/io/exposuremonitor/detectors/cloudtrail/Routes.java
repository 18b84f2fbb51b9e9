package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Remembers who wants the records of an event source and name, so that it is asked once. */
final class Routes {
  /**
   * Who wants a record.
   *
   * @param operation what stateful detectors know it as, or null when they want none of it
   * @param candidate whether some rule may want it
   */
  record Route(
      String eventSource, String eventName, @Nullable Operation operation, boolean candidate) {}

  private static final int SLOTS = 1 << 10;

  private final @Nullable Route[] slots = new Route[SLOTS];
  private final BiPredicate<String, String> interest;

  Routes(BiPredicate<String, String> interest) {
    this.interest = interest;
  }

  Route of(String eventSource, String eventName) {
    int hash = eventSource.hashCode() * 31 + eventName.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Route known = slots[slot];
    if (known != null
        && known.eventName.equals(eventName)
        && known.eventSource.equals(eventSource)) {
      return known;
    }
    Route route =
        new Route(
            eventSource,
            eventName,
            Operation.of(eventSource, eventName),
            interest.test(eventSource, eventName));
    slots[slot] = route;
    return route;
  }
}
