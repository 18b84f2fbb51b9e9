package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a report shows of a run.
 *
 * @param title what was analysed, in the words of the person who started the run
 * @param inputs what was read and what wasn't
 * @param checks what was looked for
 * @param findings all phases of all findings, in any order; the report shows the last phase of each
 * @param omitted number of further findings by level, none of them worse, that are not included
 * @param incidents findings that belong together, the worst first; each has at least one of the
 *     findings
 * @param omittedIncidents number of further incidents, none of them worse
 * @param run which run it was
 */
public record ReportData(
    String title,
    Inputs inputs,
    Checks checks,
    List<Finding> findings,
    Map<Level, Long> omitted,
    List<Incident> incidents,
    long omittedIncidents,
    Run run) {

  /**
   * What was read.
   *
   * @param files number of files found, skipped or not
   * @param bytes size of these files as stored
   * @param records CloudTrail records read
   * @param dataEvents number of records of calls on items and stream records, which copying a table
   *     would cause
   * @param firstEvent earliest event time, epoch milliseconds; 0 when nothing was read
   * @param lastEvent latest event time, epoch milliseconds; 0 when nothing was read
   * @param skipped the first of the files and records that were skipped, in the order in which they
   *     are listed
   * @param skippedFiles number of files skipped as a whole, listed or not
   * @param truncatedFiles number of files that broke off and were read up to there
   * @param unreadableRecords number of records skipped within readable files, listed or not, by
   *     reason
   * @param lost number of all these that should have been read
   * @param itemChanges records of table streams read, which are not CloudTrail's
   */
  public record Inputs(
      long files,
      long bytes,
      long records,
      long dataEvents,
      long firstEvent,
      long lastEvent,
      List<Skipped> skipped,
      long skippedFiles,
      long truncatedFiles,
      Map<String, Long> unreadableRecords,
      long lost,
      ItemChanges itemChanges) {
    /** The number of records skipped within readable files. */
    long skippedRecords() {
      return unreadableRecords.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The numbers of skipped inputs, such as {@code 3 files and 12 records}; empty for none. */
    String skippedInNumbers() {
      return Stream.of(
              skippedFiles == 0 ? "" : Units.count(skippedFiles, "file"),
              truncatedFiles == 0 ? "" : "the rest of " + Units.count(truncatedFiles, "file"),
              skippedRecords() == 0 ? "" : Units.count(skippedRecords(), "record"))
          .filter(number -> !number.isEmpty())
          .collect(Collectors.joining(", "))
          .replaceFirst(", ([^,]*)$", " and $1");
    }

    /**
     * The number of files read, such as {@code 6}, or {@code 3 of 6} when some were skipped as a
     * whole.
     */
    String filesRead() {
      return skippedFiles == 0
          ? Units.count(files)
          : Units.count(files - skippedFiles) + " of " + Units.count(files);
    }

    /** The number of all skipped inputs. */
    long skippedInAll() {
      return skippedFiles + truncatedFiles + skippedRecords();
    }
  }

  /**
   * Item changes that were read.
   *
   * @param tables number of tables
   * @param inserts new items
   * @param modifies modified items
   * @param removes removed items
   * @param expired the removed items that expired
   */
  public record ItemChanges(long tables, long inserts, long modifies, long removes, long expired) {
    /** No changes. */
    public static final ItemChanges NONE = new ItemChanges(0, 0, 0, 0, 0);

    /** The number of changes. */
    public long total() {
      return inserts + modifies + removes;
    }
  }

  /**
   * A file that was not read, or a record in it.
   *
   * @param name the file's path or the object's key
   * @param reason why, in a few words
   */
  public record Skipped(String name, String reason) {}

  /**
   * What was looked for.
   *
   * @param rules number of rules in force
   * @param detectors ids of the stateful detections in force
   * @param policy source of the policy: a file name, or words for the defaults
   * @param policySummary the policy as names and values, in the order to show them
   * @param dryRuns number of findings of detections in dry run, by their id; they are not among the
   *     findings
   * @param keptBack what the policy kept back
   */
  public record Checks(
      int rules,
      List<String> detectors,
      String policy,
      List<Entry> policySummary,
      Map<String, Long> dryRuns,
      KeptBack keptBack) {}

  /**
   * What was detected but not reported, because the policy says so.
   *
   * @param suppressed signals that suppressions answered for
   * @param disabled signals of disabled detectors
   * @param minor findings below the lowest level
   */
  public record KeptBack(long suppressed, long disabled, long minor) {
    static final KeptBack NOTHING = new KeptBack(0, 0, 0);

    /** For example {@code 3 signals suppressed, 1 finding below the lowest level}; may be empty. */
    String inWords() {
      return Stream.of(
              part(suppressed, "signal", " suppressed"),
              part(disabled, "signal", " of disabled detectors"),
              part(minor, "finding", " below the lowest level"))
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(", "));
    }

    private static String part(long count, String noun, String why) {
      return count == 0 ? "" : Units.count(count, noun) + why;
    }
  }

  /** A name and its value. */
  public record Entry(String name, String value) {}

  /**
   * The run itself.
   *
   * @param generatedAt when it ended, epoch milliseconds
   * @param programVersion this program's version
   * @param command the command line that repeats it
   * @param logs the files and folders that were read, quoted for a shell
   */
  public record Run(long generatedAt, String programVersion, String command, String logs) {}
}
