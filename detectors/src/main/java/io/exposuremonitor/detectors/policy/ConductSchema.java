package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.Part;
import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/** The part of the table of keys that holds {@link ConductThresholds}. */
final class ConductSchema {
  private static final ConductThresholds.Recon RECON = ConductThresholds.DEFAULTS.recon();
  private static final ConductThresholds.Access ACCESS = ConductThresholds.DEFAULTS.access();
  private static final ConductThresholds.Network NETWORK = ConductThresholds.DEFAULTS.network();

  /** The keys under {@code thresholds}. */
  static final List<Option> SECTIONS =
      List.of(
          new Option("recon", recon(), "When looking around is enumeration.", ""),
          new Option(
              "access", access(), "When refusals, or items read back by writes, are unusual.", ""),
          new Option("network", network(), "When it is unusual where calls come from.", ""));

  /** The same under {@code thresholds.overrides}. */
  static final List<Option> PARTS =
      List.of(
          part("recon", recon(), "{looks: 500}"),
          part("access", access(), "{readBackItems: 5_000}"),
          part("network", network(), "{endpoint: required}"));

  private ConductSchema() {}

  private static Option part(String name, Section section, String example) {
    return new Option(
        name,
        new Part("thresholds." + name, section),
        "What differs from `thresholds." + name + "`, under the same keys.",
        example);
  }

  private static Section recon() {
    return new Section(
        List.of(
            number(
                "looks",
                RECON.looks(),
                "looks",
                "Calls × tables × regions, listed or described within an hour, that are new to the"
                    + " actor."),
            number(
                "consoleLooks",
                RECON.consoleLooks(),
                "looks",
                "The same with those of a browser, whose pages take many each."),
            learning(RECON.learning(), "How long the monitor watches before a look is new."),
            memory(RECON.memory(), "After so long without being taken, a look is forgotten.")));
  }

  private static Section access() {
    return new Section(
        List.of(
            number(
                "refusals",
                ACCESS.refusals(),
                "calls",
                "Calls × tables × regions refused within an hour before one succeeds on a table."),
            number("refusalsAlone", ACCESS.refusalsAlone(), "calls", "The same without a success."),
            new Option(
                "readBackItems",
                new Leaf<>(
                    Quantities.count(1, Long.MAX_VALUE), ACCESS.readBackItems(), false, "items"),
                "Distinct items that writes gave back within an hour to an actor that never reads"
                    + " the table.",
                ""),
            new Option(
                "historyFactor",
                new Leaf<>(ValueTypes.FACTOR, ACCESS.historyFactor(), false, ""),
                "Where writes gave items back before, how far above that a value must be.",
                ""),
            new Option(
                "minimumHistoryDays",
                new Leaf<>(
                    Quantities.count(0, Integer.MAX_VALUE),
                    (long) ACCESS.minimumHistoryDays(),
                    false,
                    "days"),
                "Days of history before it is believed.",
                ""),
            learning(
                ACCESS.learning(),
                "How long the monitor watches before what is first seen counts."),
            memory(
                ACCESS.memory(),
                "After so long without one, an actor's calls on a table are forgotten.")));
  }

  private static Section network() {
    return new Section(
        List.of(
            new Option(
                "history",
                new Leaf<>(
                    Quantities.duration(Duration.ofDays(1), Duration.ofDays(90)),
                    NETWORK.history(),
                    false,
                    ""),
                "For how long an actor must be known before where it calls from is news.",
                ""),
            memory(NETWORK.memory(), "After so long without a call, an origin is forgotten."),
            number(
                "variety",
                NETWORK.variety(),
                "origins",
                "An actor known from more networks, or by more programs, is at home everywhere."),
            new Option(
                "endpoint",
                new Leaf<>(
                    ValueTypes.oneOf(ConductThresholds.Endpoint.class),
                    NETWORK.endpoint(),
                    false,
                    ""),
                "Whether tables must be reached through a VPC endpoint: by actors that always did,"
                    + " always, or not.",
                "")));
  }

  private static Option learning(Duration fallback, String meaning) {
    return new Option(
        "learning",
        new Leaf<>(Quantities.duration(Duration.ZERO, Duration.ofDays(90)), fallback, false, ""),
        meaning,
        "");
  }

  private static Option memory(Duration fallback, String meaning) {
    return new Option(
        "memory",
        new Leaf<>(
            Quantities.duration(Duration.ofDays(1), Duration.ofDays(400)), fallback, false, ""),
        meaning,
        "");
  }

  private static Option number(String name, int fallback, String unit, String meaning) {
    return new Option(
        name,
        new Leaf<>(Quantities.count(1, Integer.MAX_VALUE), (long) fallback, false, unit),
        meaning,
        "");
  }
}
