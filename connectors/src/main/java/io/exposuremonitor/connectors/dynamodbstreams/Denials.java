package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Tables that may not be looked at. Each refusal is counted; a gap is reported with the first,
 * until the call is allowed again. For one thread at a time.
 */
public final class Denials {
  private final StreamEvents events;
  private final InstantSource clock;
  private final Set<String> tables = new HashSet<>();

  /**
   * @param events told of refusals and gaps
   * @param clock says when
   */
  public Denials(StreamEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * A call about a table was refused.
   *
   * @param table name or ARN
   * @param refusal the message names the call
   */
  public void denied(String table, StreamException refusal) {
    events.count(StreamEvents.Count.DENIED_CALLS);
    if (tables.add(table)) {
      String detail = refusal.getMessage() + ": asked again until it is allowed";
      events.gap(new CoverageGap(CoverageGap.Cause.DENIED, table, "", 0, clock.millis(), detail));
    }
  }

  /** A call about a table was allowed. */
  public void allowed(String table) {
    tables.remove(table);
  }
}
