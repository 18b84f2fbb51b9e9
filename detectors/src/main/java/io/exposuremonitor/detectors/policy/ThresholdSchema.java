package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Part;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of the schema with the detectors' thresholds. The keys of each section are defined by
 * its record.
 */
final class ThresholdSchema {
  /** The sections, all of which can be overridden for some actors and tables. */
  private static final List<Overridable> OVERRIDABLE =
      List.of(
          new Overridable(
              BulkReadThresholds.SECTION,
              " Tables are counted over all of them: for `tables` and `tablesPerDay`, leave out the"
                  + " table.",
              "{scanPages: {fiveMinutes: 5_000, hour: 60_000, day: 100_000}}"),
          new Overridable(PartiqlThresholds.SECTION, "", "{massWrites: 10_000}"),
          new Overridable(
              SensitiveDataThresholds.SECTION,
              " The actor is the table's account.",
              "{samplePercent: 10}"),
          new Overridable(DestructionThresholds.SECTION, "", "{deletes: {hour: 200_000, day: 1M}}"),
          new Overridable(TableCopyThresholds.SECTION, "", "{memory: 100d}"),
          new Overridable(
              ConsumerThresholds.SECTION,
              " The table is the one that the stream belongs to; for a Kinesis stream, use"
                  + " its name or ARN.",
              "{learning: 0d}"),
          new Overridable(
              ReconThresholds.SECTION,
              " Looks are counted over all tables: leave out the table.",
              "{looks: 500}"),
          new Overridable(AccessThresholds.SECTION, "", "{readBackItems: 5_000}"),
          new Overridable(NetworkThresholds.SECTION, "", "{endpoint: required}"),
          new Overridable(
              BlindspotThresholds.SECTION,
              " The actor is the table's account; for an input, use its name as the table.",
              "{darkHours: 12}"));

  /** The sections. */
  static final List<ThresholdSection<?>> SECTIONS =
      OVERRIDABLE.stream().<ThresholdSection<?>>map(Overridable::section).toList();

  /** The section {@code thresholds}. */
  static final Section THRESHOLDS =
      new Section(
          Stream.concat(
                  SECTIONS.stream().map(ThresholdSchema::option),
                  Stream.of(
                      new Option(
                          "overrides",
                          new Sections(override()),
                          "Other thresholds for some actors and tables; for each detector,"
                              + " the first matching entry that has its section counts.",
                          "")))
              .toList());

  private ThresholdSchema() {}

  /**
   * A section that can be overridden.
   *
   * @param note the meaning of actor and table in an override, if not obvious
   * @param example an example override in YAML
   */
  private record Overridable(ThresholdSection<?> section, String note, String example) {}

  /** The documented defaults, by class. */
  static Map<Class<?>, DetectorThresholds> defaults() {
    return SECTIONS.stream()
        .map(ThresholdSection::defaults)
        .collect(Collectors.toUnmodifiableMap(Object::getClass, Function.identity()));
  }

  private static Option option(ThresholdSection<?> section) {
    return new Option(section.name(), section.keys(), section.meaning(), "");
  }

  private static Section override() {
    return new Section(
        Stream.concat(
                Stream.of(
                    Options.anyPattern(
                        "actor",
                        PatternKind.ACTOR,
                        "Actors that it applies to.",
                        "arn:aws:iam::111122223333:role/NightlyReport"),
                    Options.anyPattern(
                        "table", PatternKind.TABLE, "Tables that it applies to.", "orders-*")),
                OVERRIDABLE.stream().map(ThresholdSchema::part))
            .toList());
  }

  private static Option part(Overridable overridable) {
    ThresholdSection<?> section = overridable.section();
    String path = "thresholds." + section.name();
    return new Option(
        section.name(),
        new Part(path, section.keys()),
        "What differs from `" + path + "`, under the same keys." + overridable.note(),
        overridable.example());
  }
}
