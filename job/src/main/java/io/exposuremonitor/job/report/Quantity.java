package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A count of the evidence with its unit in words. The unit is the name's last word: {@code
 * coverage_percent}, {@code window_seconds}, {@code estimated_bytes}; anything else is a number of
 * things.
 *
 * @param name the words before the unit, such as {@code coverage}
 * @param value such as {@code 62 %}
 */
record Quantity(String name, String value) {
  private static final List<String> TELLING =
      List.of(
          "pages", "distinct_keys", "keys", "items", "statements", "tables", "records", "calls");

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

  /** All counts of a finding, by name. */
  static List<Quantity> all(Finding finding) {
    return new TreeMap<>(finding.evidence().counts())
        .entrySet().stream().map(count -> of(count.getKey(), count.getValue())).toList();
  }

  /** How much it was, in a few words: {@code 4,318 pages, 62 %}; may be empty. */
  static String headline(Finding finding) {
    Map<String, Long> counts = finding.evidence().counts();
    StringBuilder text = new StringBuilder();
    long pages = pages(finding);
    if (pages > 0) {
      text.append(Units.count(pages, "page"));
    } else {
      TELLING.stream()
          .filter(counts::containsKey)
          .findFirst()
          .ifPresent(name -> text.append(things(name, counts.getOrDefault(name, 0L))));
    }
    Long coverage = counts.get("coverage_percent");
    if (coverage != null) {
      text.append(text.isEmpty() ? "" : ", ").append(coverage).append(" %");
    }
    return text.toString();
  }

  /** Pages read: the count called {@code pages}, else the largest that ends in {@code _pages}. */
  static long pages(Finding finding) {
    Map<String, Long> counts = finding.evidence().counts();
    Long pages = counts.get("pages");
    return pages != null
        ? pages
        : counts.entrySet().stream()
            .filter(count -> count.getKey().endsWith("_pages"))
            .filter(count -> !count.getKey().startsWith("threshold"))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(0);
  }

  private static String things(String name, long value) {
    String plural = words(name, "");
    return Units.count(value)
        + ' '
        + (value == 1 ? plural.substring(0, plural.length() - 1) : plural);
  }

  private static String words(String name, String unit) {
    return name.substring(0, name.length() - unit.length()).replace('_', ' ');
  }
}
