package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.anyPattern;
import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.list;
import static io.exposuremonitor.detectors.policy.Options.narrowPatterns;
import static io.exposuremonitor.detectors.policy.Options.optional;
import static io.exposuremonitor.detectors.policy.Options.pattern;
import static io.exposuremonitor.detectors.policy.Options.patterns;
import static io.exposuremonitor.detectors.policy.Options.text;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.NamedLists;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The schema of the policy file: all of its keys. It is used by the loader, the template and the
 * reference; defaults come from {@link Policy#defaults()} and the thresholds' own constants.
 */
final class PolicySchema {
  private static final Policy DEFAULTS = Policy.defaults();

  private PolicySchema() {}

  /** The top level of the file. */
  static final Section ROOT =
      new Section(
          List.of(
              new Option(
                  "version",
                  new Leaf<>(ValueTypes.VERSION, (long) Policy.VERSION, true, ""),
                  "Version of this file's format.",
                  ""),
              new Option("own", own(), "Our accounts, organisations and Regions.", ""),
              new Option(
                  "approved",
                  ApprovedSchema.APPROVED,
                  "Where data may go, and who may receive it.",
                  ""),
              new Option(
                  "consumers",
                  new Sections(consumer()),
                  "Known readers of streams; both patterns must match.",
                  ""),
              narrowPatterns(
                  "partiqlUsers",
                  PatternKind.ACTOR,
                  "Actors that may use PartiQL, from the console too.",
                  "arn:aws:iam::111122223333:role/Analyst*",
                  "admits every actor: nobody's use of PartiQL is unusual"),
              new Option(
                  "tables",
                  new Sections(table()),
                  "Facts about tables; the first entry that matches a table counts.",
                  ""),
              new Option("decoys", decoys(), "Tables and items that have no legitimate use.", ""),
              new Option("monitor", monitor(), "Resources that this monitor depends on.", ""),
              new Option(
                  "thresholds",
                  ThresholdSchema.THRESHOLDS,
                  "Thresholds of the detectors; floors apply to an actor on a table.",
                  ""),
              new Option(
                  "suppressions",
                  new Sections(suppression()),
                  "Findings that an owner has accepted until a date. They are counted, not"
                      + " reported.",
                  ""),
              new Option("findings", findings(), "How signals become findings.", ""),
              new Option(
                  "placeholders",
                  new NamedLists(ValueTypes.TEXT),
                  "Further lists for rules, by placeholder name: letters, digits and _."
                      + " A rule refers to one as '%name%' with the modifier expand.",
                  "admin_roles: [\"arn:aws:iam::*:role/Admin\"]")));

  /** The names of all keys at any level. */
  static final Set<String> NAMES = names(ROOT).collect(Collectors.toUnmodifiableSet());

  private static Stream<String> names(Section section) {
    return section.options().stream()
        .flatMap(option -> Stream.concat(Stream.of(option.name()), names(option.shape())));
  }

  private static Stream<String> names(Shape shape) {
    if (shape instanceof Section section) {
      return names(section);
    }
    return shape instanceof Sections sections ? names(sections.element()) : Stream.empty();
  }

  private static Section own() {
    return new Section(
        List.of(
            list(
                "accounts",
                ValueTypes.ACCOUNT,
                "Twelve-digit account ids, in quotes because of leading zeros.",
                "111122223333"),
            list("organizations", ValueTypes.ORGANIZATION, "Organisation ids.", "o-a1b2c3d4e5"),
            list(
                "regions",
                ValueTypes.REGION,
                "Regions in use. If empty, a replica or copy in any Region other than the"
                    + " call's own is reported.",
                "eu-west-1")));
  }

  private static Section consumer() {
    return new Section(
        List.of(
            pattern(
                "actor",
                PatternKind.ACTOR,
                "The reader.",
                "arn:aws:iam::111122223333:role/OrdersProjection"),
            pattern(
                "stream",
                PatternKind.STREAM,
                "The stream.",
                "arn:aws:dynamodb:*:111122223333:table/orders/stream/*")));
  }

  private static Section table() {
    Leaf<Policy.Sensitivity> sensitivity =
        new Leaf<>(ValueTypes.oneOf(Policy.Sensitivity.class), null, false, "");
    return new Section(
        List.of(
            pattern("match", PatternKind.TABLE, "Names or ARNs of tables.", "orders-*"),
            list(
                "labels",
                ValueTypes.TEXT,
                "Free-form labels, for routing and for people.",
                "payments"),
            new Option(
                "size",
                new Leaf<>(Quantities.SIZE, 0L, false, "bytes"),
                "Size of each table; 0 when unknown. Coverage is measured against it.",
                "12 GiB"),
            new Option(
                "items",
                new Leaf<>(Quantities.count(0, Long.MAX_VALUE), 0L, false, "items"),
                "Number of items of each table; 0 when unknown.",
                "40M"),
            new Option(
                "sensitivity", sensitivity, "How sensitive the items are.", "confidential")));
  }

  private static Section decoys() {
    return new Section(
        List.of(
            narrowPatterns(
                "tables",
                PatternKind.TABLE,
                "Decoy tables.",
                "customers-full-backup",
                "makes every table a decoy: every call is a finding"),
            new Option(
                "keys",
                new Sections(decoyKey()),
                "Decoy items in real tables: calls that name their keys are reported.",
                ""),
            narrowPatterns(
                "exempt",
                PatternKind.ACTOR,
                "Actors that may touch them, because they maintain them.",
                "arn:aws:iam::111122223333:role/DecoyKeeper",
                "exempts everybody: decoys report nothing")));
  }

  private static Section decoyKey() {
    return new Section(
        List.of(
            pattern("table", PatternKind.TABLE, "The table that it is in.", "customers"),
            new Option(
                "partition",
                new Leaf<>(ValueTypes.KEY_ATTRIBUTE, null, true, ""),
                "The item's partition key, as name=value; one that no real item shares.",
                "\"customerId=C-000017\""),
            new Option(
                "sort",
                new Leaf<>(ValueTypes.KEY_ATTRIBUTE, "", false, ""),
                "Its sort key, as name=value, where the table has one.",
                "\"placedAt=2026-03-01\"")));
  }

  private static Section monitor() {
    return new Section(
        List.of(
            patterns(
                "parts",
                PatternKind.PART,
                "What delivers calls to it and what it runs on: buckets, queues, EventBridge"
                    + " rules, log groups, streams, its application, alarms, secrets, roles, users and policies. If"
                    + " empty, everything with exposure-monitor or ExposureMonitor in its name.",
                "security-calls"),
            patterns(
                "maintainers",
                PatternKind.TRUSTED_ACTOR,
                "Actors that may stop, remove or change any of it.",
                "arn:aws:iam::111122223333:role/MonitorDeployer")));
  }

  private static Section suppression() {
    return new Section(
        List.of(
            pattern(
                "finding",
                PatternKind.FINDING,
                "Ids of findings; the name of a rule means that rule only.",
                "bulk-read.*"),
            anyPattern(
                "actor",
                PatternKind.ACTOR,
                "The actor.",
                "arn:aws:iam::111122223333:role/Migration"),
            anyPattern(
                "resource",
                PatternKind.RESOURCE,
                "What the finding is about: a table, a stream or another resource.",
                "arn:aws:dynamodb:*:111122223333:table/orders"),
            text("owner", "Who accepted it.", "payments-team@example.com"),
            text("reason", "Why it is acceptable.", "Migration to the new orders table, CHG-4711"),
            new Option(
                "expires",
                new Leaf<>(ValueTypes.EXPIRY, null, true, ""),
                "When the suppression ends. A date includes the whole day in UTC.",
                "2027-03-31")));
  }

  private static Section findings() {
    Policy.Findings defaults = DEFAULTS.findings();
    return new Section(
        List.of(
            duration(
                "quietTime",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                defaults.quietTime(),
                "Time without new signals after which a finding is closed."),
            duration(
                "lateness",
                Duration.ZERO,
                Duration.ofDays(7),
                defaults.lateness(),
                "How late an event may arrive and still be processed in order."),
            optional(
                "minimumLevel",
                ValueTypes.oneOf(Level.class),
                defaults.minimumLevel(),
                "",
                "Findings below this level, after weighing by table sensitivity, are counted but"
                    + " not reported."),
            new Option("stages", new Sections(stage()), "Detections in dry run or disabled.", "")));
  }

  private static Section stage() {
    return new Section(
        List.of(
            pattern(
                "finding",
                PatternKind.FINDING,
                "Ids of findings, or names of rules.",
                "bulk-read.low-and-slow"),
            new Option(
                "stage",
                new Leaf<>(ValueTypes.oneOf(Policy.Stage.class), null, true, ""),
                "Reported; counted and written without alerts; or counted and dropped.",
                "dry-run")));
  }
}
