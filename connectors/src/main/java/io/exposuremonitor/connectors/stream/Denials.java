package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Tables or streams that may not be looked at. Each refusal is counted; a gap is reported with the
 * first, until the call is allowed again. For one thread at a time.
 */
public final class Denials {
  private final StreamEvents events;
  private final InstantSource clock;
  private final Set<String> refused = new HashSet<>();

  /**
   * @param events told of refusals and gaps
   * @param clock says when
   */
  public Denials(StreamEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * A call about one was refused.
   *
   * @param name name or ARN
   * @param refusal the message names the call
   */
  public void denied(String name, StreamException refusal) {
    events.count(StreamEvents.Count.DENIED_CALLS);
    if (refused.add(name)) {
      String detail = refusal.getMessage() + ": asked again until it is allowed";
      events.gap(new CoverageGap(CoverageGap.Cause.DENIED, name, "", 0, clock.millis(), detail));
    }
  }

  /** A call about one was allowed. */
  public void allowed(String name) {
    refused.remove(name);
  }
}
