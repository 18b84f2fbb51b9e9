package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Tracks tables or streams to which access is denied. Each refusal is counted; a gap is reported
 * with the first one, until a call succeeds again. Not thread-safe.
 */
public final class Denials {
  private final StreamEvents events;
  private final InstantSource clock;
  private final Set<String> refused = new HashSet<>();

  /**
   * @param events receives refusals and gaps
   * @param clock for the times of gaps
   */
  public Denials(StreamEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Records a refused call.
   *
   * @param name name or ARN of the call's table or stream
   * @param refusal its message names the call
   */
  public void denied(String name, StreamException refusal) {
    events.count(StreamEvents.Count.DENIED_CALLS);
    if (refused.add(name)) {
      String detail = refusal.getMessage() + ": asked again until it is allowed";
      events.gap(new CoverageGap(CoverageGap.Cause.DENIED, name, "", 0, clock.millis(), detail));
    }
  }

  /** Records a permitted call. */
  public void allowed(String name) {
    refused.remove(name);
  }
}
