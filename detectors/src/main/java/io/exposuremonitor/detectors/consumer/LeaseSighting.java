package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Evidence that a table holds leases of the Kinesis Client Library: a lease was written, or this
 * monitor read the leases.
 *
 * @param table the table's ARN
 * @param polled whether this monitor read them
 * @param named whether the settings name the table, which makes it known
 * @param actor the actor that wrote; the table's account if the leases were read
 * @param account the account whose log this is
 * @param region AWS region
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

  /** The writes of leases in a bundle; at most one sighting. */
  public static List<LeaseSighting> of(ActivityBundle bundle) {
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
        String eventId = bundle.eventId(i);
        if (!eventId.isEmpty()) {
          events.add(new EventReference(eventId, facet.origin()));
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
