package io.exposuremonitor.job.simulation;

import java.util.SplittableRandom;

/** Ranks drawn by Zipf's law. */
final class Zipf {
  private Zipf() {}

  /**
   * Draws a rank in constant time by inverting the bounded power law.
   *
   * @param n number of ranks, at least 1
   * @param exponent exponent of the law; must not be exactly 1
   * @return a rank from 0 (the most frequent) to {@code n - 1}
   */
  static int rank(SplittableRandom random, int n, double exponent) {
    double power = 1 - exponent;
    double top = Math.pow(n + 1.0, power);
    double x = Math.pow(1 + random.nextDouble() * (top - 1), 1 / power);
    return Math.min(n - 1, (int) x - 1);
  }
}
