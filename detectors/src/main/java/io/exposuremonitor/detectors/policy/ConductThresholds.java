package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When what an actor does is unlike what it did before.
 *
 * @param recon looking around
 * @param access refusals, and items read back through writes
 * @param network where calls come from
 */
public record ConductThresholds(Recon recon, Access access, Network network) {
  /** The documented defaults. */
  public static final ConductThresholds DEFAULTS =
      new ConductThresholds(
          new Recon(40, 150, Duration.ofDays(7), Duration.ofDays(30)),
          new Access(8, 40, 100, 3.0, 3, Duration.ofDays(7), Duration.ofDays(30)),
          new Network(Duration.ofDays(14), Duration.ofDays(45), 8, Endpoint.LEARNED));

  /**
   * Calls that list or describe. One look is one call on one table in one region, however often it
   * is made.
   *
   * @param looks looks within an hour that the actor did not take within the memory
   * @param consoleLooks the same, those of a browser included, whose pages take many each
   * @param learning how long the monitor is to have watched before a look first seen counts
   * @param memory after so long a look is forgotten
   */
  public record Recon(int looks, int consoleLooks, Duration learning, Duration memory) {}

  /**
   * @param refusals distinct calls, tables and regions refused within an hour before a first
   *     success
   * @param refusalsAlone the same without a success
   * @param readBackItems distinct items that writes gave back within an hour
   * @param historyFactor how far above its own history that must be
   * @param minimumHistoryDays days of history before it is believed
   * @param learning how long the monitor is to have watched before something first seen counts
   * @param memory after so long without one, an actor's use of a table is forgotten
   */
  public record Access(
      int refusals,
      int refusalsAlone,
      long readBackItems,
      double historyFactor,
      int minimumHistoryDays,
      Duration learning,
      Duration memory) {}

  /**
   * @param history for how long an actor must be known before where it calls from is news
   * @param memory after so long without a call from there, an origin is forgotten
   * @param variety an actor known from more networks, or with more programs, than this is at home
   *     everywhere
   * @param endpoint whether a table must be reached through a VPC endpoint
   */
  public record Network(Duration history, Duration memory, int variety, Endpoint endpoint) {}

  /** Whether a table must be reached through a VPC endpoint. */
  public enum Endpoint {
    /** By an actor that always did. */
    LEARNED,
    /** Always. */
    REQUIRED,
    /** It need not. */
    ANY
  }
}
