package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.Locale;
import java.util.Map;

/** Creates the signals of exports and backups, with messages and evidence. */
final class TableCopySignals {
  private static final String GUIDE = "docs/detectors/table-copies.md";

  private static final Analytic UNUSUAL_EXPORT =
      analytic("export.by-unusual-actor", "Table exported by an unusual actor", "T1567.002");
  private static final Analytic UNUSUAL_BACKUP =
      analytic("backup.created-by-unusual-actor", "Backup made by an unusual actor", "T1074.002");
  private static final Analytic PREPARED =
      analytic("export.prepared", "Export prepared and made", "T1074.002", "T1567.002");

  private static final Analytic FETCHED =
      analytic("export.objects-read", "Exported files read by an unusual actor", "T1530");

  private TableCopySignals() {}

  private static Analytic analytic(String id, String title, String... techniques) {
    return Analytic.behavioral(id, title, GUIDE, techniques);
  }

  /**
   * @param knownTables number of table copies that the actor usually makes
   */
  static Signal unusual(CopyKind kind, CopiedTable copied, Familiarity usual, long knownTables) {
    String verb = kind == CopyKind.EXPORT ? "exported" : "backed up";
    String before =
        switch (usual) {
          case NOTHING -> "and had never done so with any table";
          case LATELY -> "and had never done so with any table until recently";
          case ACTOR -> "which it had never done before";
          case PLACE -> "which it had never done before, to its usual place";
        };
    String message =
        "%s %s the whole of %s, %s: ask its owner whether that was planned, and find out where the"
            + " copy went.";
    Analytic analytic = kind == CopyKind.EXPORT ? UNUSUAL_EXPORT : UNUSUAL_BACKUP;
    Map<String, Long> counts = knownTables == 0 ? Map.of() : Map.of("known_tables", knownTables);
    return about(copied, Signal.of(analytic, kind.level(usual), Confidence.MEDIUM))
        .saying(
            1,
            message.formatted(Names.actor(copied.actor()), verb, copied.name(), before),
            new Evidence(counts, Map.of(), copied.events()));
  }

  /**
   * @param steps both steps
   * @param bucket name of the export's bucket, or empty if the record doesn't contain it
   */
  static Signal prepared(CopiedTable steps, String bucket) {
    String to = bucket.isEmpty() ? "" : " to the bucket " + bucket;
    String message =
        "%s changed point-in-time recovery of %s and exported the table %s later%s: ask its owner"
            + " whether that was planned, and find out who can read the copy.";
    String after = Names.duration(steps.end() - steps.start());
    Map<String, String> facts = bucket.isEmpty() ? Map.of() : Map.of("bucket", bucket);
    return about(steps, Signal.of(PREPARED, Level.HIGH, Confidence.HIGH))
        .saying(
            1,
            message.formatted(Names.actor(steps.actor()), steps.name(), after, to),
            new Evidence(Map.of(), facts, steps.events()));
  }

  /**
   * @param table ARN of the exported table, or empty if the export is unknown
   */
  static Signal filesRead(ExportUse use, String table) {
    long files = DistinctCount.estimate(use.files());
    String bucket = BucketArns.name(use.bucket());
    String of = table.isEmpty() ? "an exported table" : "the export of " + Names.table(table);
    String through = use.service().isEmpty() ? "" : " through " + use.service();
    String message =
        String.format(
            Locale.ROOT,
            "%s fetched%s %s of %s from the bucket %s, which it neither made nor usually"
                + " reads: deny it s3:GetObject there, and find out where the data went.",
            Names.actor(use.actor()),
            through,
            Names.count(files, "file"),
            of,
            bucket);
    return Signal.of(
            FETCHED,
            through.isEmpty() ? Level.HIGH : Level.MEDIUM,
            table.isEmpty() ? Confidence.MEDIUM : Confidence.HIGH)
        .about(use.actor(), table.isEmpty() ? use.folder() : table, use.account(), use.region())
        .during(use.first(), use.last())
        .saying(
            files,
            message,
            new Evidence(
                Map.of("files", files),
                Map.of("bucket", bucket, "folder", use.folder()),
                use.events()));
  }

  private static Signal.During about(CopiedTable copied, Signal.Raised raised) {
    return raised
        .about(copied.actor(), copied.table(), copied.account(), copied.region())
        .during(copied.start(), copied.end());
  }
}
