package io.exposuremonitor.detectors.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The types of numbers with units in the policy file. */
final class Quantities {
  private static final List<Map.Entry<String, Long>> COUNTS =
      List.of(
          Map.entry("", 1L),
          Map.entry("k", 1_000L),
          Map.entry("M", 1_000_000L),
          Map.entry("G", 1_000_000_000L));

  private static final List<Map.Entry<String, Long>> TIMES =
      List.of(
          Map.entry("s", 1L), Map.entry("m", 60L), Map.entry("h", 3_600L), Map.entry("d", 86_400L));

  private static final List<Map.Entry<String, Long>> SIZES =
      List.of(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("PB", 1_000_000_000_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40),
          Map.entry("PiB", 1L << 50));

  /** A size in bytes. */
  static final ValueType<Long> SIZE =
      quantity(
          "size, such as 12 GiB",
          new Quantity("size", SIZES, 0, Long.MAX_VALUE, "bytes, or such as 12 GiB, 500 MB"));

  /** A percentage. */
  static final ValueType<Long> PERCENT =
      quantity(
          "percent, 0 to 100",
          new Quantity(
              "percentage",
              List.of(Map.entry("", 1L), Map.entry("%", 1L)),
              0,
              100,
              "a whole number from 0 to 100"));

  private Quantities() {}

  /** A number of at least {@code minimum}. */
  static ValueType<Long> count(long minimum, long maximum) {
    Quantity quantity =
        new Quantity(
            "whole number", COUNTS, minimum, maximum, "digits, or such as 1_000_000, 200k, 2M");
    return new ValueType<>(
        "count, " + minimum + " or more", quantity::parse, value -> Quantity.digits(value));
  }

  /** A duration within bounds. */
  static ValueType<Duration> duration(Duration minimum, Duration maximum) {
    Quantity quantity =
        new Quantity(
            "duration",
            TIMES,
            minimum.toSeconds(),
            maximum.toSeconds(),
            "a number and s, m, h or d, such as 90s, 15m, 6h, 7d");
    return new ValueType<>(
        "duration, "
            + quantity.format(minimum.toSeconds())
            + " to "
            + quantity.format(maximum.toSeconds()),
        (scalar, complaints) -> {
          Long seconds = quantity.parse(scalar, complaints);
          return seconds == null ? null : Duration.ofSeconds(seconds);
        },
        duration -> quantity.format(duration.toSeconds()));
  }

  private static ValueType<Long> quantity(String title, Quantity quantity) {
    return new ValueType<>(title, quantity::parse, quantity::format);
  }
}
