package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;

/**
 * That a table holds leases of the Kinesis Client Library: somebody wrote one, or they were read.
 *
 * @param table the table's ARN
 * @param polled whether this monitor read them
 * @param named whether the settings name the table, so that somebody answers for it
 * @param actor who wrote; where they were read, the table's account
 * @param account the account whose log this is
 * @param region where
 * @param start first event, epoch milliseconds
 * @param end last event, epoch milliseconds
 * @param events a sample of the events
 */
public record LeaseSighting(
    String table,
    boolean polled,
    boolean named,
    Actor actor,
    String account,
    String region,
    long start,
    long end,
    List<EventReference> events) {

  /** Writes of leases in a bundle, at most one sighting. */
  public static List<LeaseSighting> of(ActivityBundle bundle) {
    String[] ids = new String[bundle.size()];
    for (int i = 0; i < bundle.named().length; i++) {
      ids[bundle.named()[i]] = bundle.eventIds().get(i);
    }
    List<EventReference> events = new ArrayList<>();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    String account = "";
    String region = "";
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (facet.operation() == Operation.WRITE_LEASE && !facet.failed()) {
        start = Math.min(start, bundle.time(i));
        end = Math.max(end, bundle.time(i));
        account = facet.account();
        region = facet.region();
        if (ids[i] != null) {
          events.add(new EventReference(ids[i], facet.origin()));
        }
      }
    }
    if (end == Long.MIN_VALUE) {
      return List.of();
    }
    return List.of(
        new LeaseSighting(
            bundle.resource(),
            false,
            false,
            bundle.actor(),
            account,
            region,
            start,
            end,
            EventReference.sample(events)));
  }
}
