package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.memoryTime;
import static io.exposuremonitor.detectors.policy.Options.number;
import static io.exposuremonitor.detectors.policy.Options.optional;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which the origin of calls is unusual.
 *
 * @param history how long an actor must be known before a new origin is reported
 * @param memory time without a call after which an origin is forgotten
 * @param variety number of an actor's known networks, or programs, above which no further one is
 *     reported
 * @param endpoint whether tables must be accessed through a VPC endpoint
 */
public record NetworkThresholds(Duration history, Duration memory, int variety, Endpoint endpoint)
    implements DetectorThresholds, NoveltyThresholds {
  /** The documented defaults: history 14 days, memory 45. */
  public static final NetworkThresholds DEFAULTS =
      new NetworkThresholds(Duration.ofDays(14), Duration.ofDays(45), 8, Endpoint.LEARNED);

  /** Whether tables must be accessed through a VPC endpoint. */
  public enum Endpoint {
    /** Required of actors that always used one. */
    LEARNED,
    /** Required of all actors. */
    REQUIRED,
    /** Not required. */
    ANY
  }

  /** The keys in the policy file. */
  static final ThresholdSection<NetworkThresholds> SECTION =
      new ThresholdSection<>(
          "network",
          "When the origin of calls is unusual.",
          DEFAULTS,
          new Section(
              List.of(
                  duration(
                      "history",
                      Duration.ofDays(1),
                      Duration.ofDays(90),
                      DEFAULTS.history,
                      "How long an actor must be known before a new origin is reported."),
                  memoryTime(
                      DEFAULTS.memory, "Time without a call after which an origin is forgotten."),
                  number(
                      "variety",
                      1,
                      DEFAULTS.variety,
                      "origins",
                      "No further network or program is reported for an actor that already has more"
                          + " than this."),
                  optional(
                      "endpoint",
                      ValueTypes.oneOf(Endpoint.class),
                      DEFAULTS.endpoint,
                      "",
                      "Whether tables must be reached through a VPC endpoint: by actors that"
                          + " always did, by all, or by none."))),
          NetworkThresholds::read);

  /** The {@link #history}, which an actor must have before its origins are judged. */
  @Override
  public Duration learning() {
    return history;
  }

  private static NetworkThresholds read(Entries entries, NetworkThresholds base) {
    return new NetworkThresholds(
        entries.get("history", base.history),
        entries.get("memory", base.memory),
        entries.integer("variety", base.variety),
        entries.get("endpoint", base.endpoint));
  }
}
