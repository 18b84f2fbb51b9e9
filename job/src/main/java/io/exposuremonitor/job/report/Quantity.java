package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A count of the evidence with its unit in words. The name's last word is the unit: {@code
 * coverage_percent}, {@code window_seconds}, {@code estimated_bytes}; without a known unit it is a
 * number of things.
 *
 * @param name the words before the unit, such as {@code coverage}
 * @param value such as {@code 62 %}
 */
record Quantity(String name, String value) {
  private static final String SWEEP = "bulk-read.key-sweep";
  private static final String PAGES = "pages";

  /** The end of a name that counts what fell into a window, such as {@code pages_24h}. */
  private static final Pattern WINDOW = Pattern.compile(" (\\d+)([smhd])$");

  private static final List<String> TELLING =
      List.of(
          PAGES,
          "distinct_keys",
          "query_pages",
          "keys",
          "items",
          "statements",
          "tables",
          "records",
          "calls");

  static Quantity of(String name, long value) {
    if (name.endsWith("_percent")) {
      return new Quantity(words(name, "_percent"), Units.count(value) + " %");
    }
    if (name.endsWith("_seconds")) {
      return new Quantity(words(name, "_seconds"), Units.duration(value * 1_000));
    }
    if (name.endsWith("_millis")) {
      return new Quantity(words(name, "_millis"), Units.duration(value));
    }
    if (name.endsWith("_bytes")) {
      return new Quantity(words(name, "_bytes"), Units.bytes(value));
    }
    return new Quantity(words(name, ""), Units.count(value));
  }

  /** All non-zero counts of a finding, by name, except a count of a single event. */
  static List<Quantity> all(Finding finding) {
    return new TreeMap<>(finding.evidence().counts())
        .entrySet().stream()
            .filter(count -> count.getValue() != 0)
            .filter(count -> !(count.getKey().equals("events") && count.getValue() == 1))
            .map(count -> of(count.getKey(), count.getValue()))
            .toList();
  }

  /** The most important quantities in a few words: {@code 4,318 pages, 62 %}; may be empty. */
  static String headline(Finding finding) {
    String main =
        TELLING.stream()
            .filter(name -> !(isSweep(finding) && name.equals(PAGES)))
            .filter(name -> count(finding, name) > 0)
            .findFirst()
            .map(name -> things(name, count(finding, name)))
            .orElse("");
    long coverage = count(finding, "coverage_percent");
    return coverage <= 0 ? main : main + (main.isEmpty() ? "" : ", ") + coverage + " %";
  }

  /** Pages read: by scans, or by queries if nothing was scanned or the finding is about keys. */
  static long pages(Finding finding) {
    long scanned = count(finding, PAGES);
    long queried = count(finding, "query_pages");
    return scanned > 0 && !(isSweep(finding) && queried > 0) ? scanned : queried;
  }

  /** Whether the finding is about keys, so that pages that were also read don't represent it. */
  private static boolean isSweep(Finding finding) {
    return finding.analytic().id().equals(SWEEP);
  }

  private static long count(Finding finding, String name) {
    return finding.evidence().counts().getOrDefault(name, 0L);
  }

  private static String things(String name, long value) {
    String plural = words(name, "");
    return Units.count(value)
        + ' '
        + (value == 1 ? plural.substring(0, plural.length() - 1) : plural);
  }

  private static String words(String name, String unit) {
    return WINDOW
        .matcher(name.substring(0, name.length() - unit.length()).replace('_', ' '))
        .replaceFirst(" in $1 $2");
  }
}
