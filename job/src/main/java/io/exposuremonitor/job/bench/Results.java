package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.bench.Trial.Turns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All measurements: a sample of every trial and round. */
final class Results {
  /**
   * A target and the measured ratio.
   *
   * @param target the target
   * @param ratio the ratios of the rounds: both samples of a ratio are from the same round, and
   *     were measured in turns if the trial does that
   */
  record Reached(Target target, Distribution ratio) {
    boolean passed() {
      return ratio.median() >= target.least();
    }
  }

  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<String, List<Sample>> baselines = new HashMap<>();

  void add(String trial, Turns turns) {
    samples.computeIfAbsent(trial, name -> new ArrayList<>()).add(turns.trial());
    if (turns.baseline() != null) {
      baselines.computeIfAbsent(trial, name -> new ArrayList<>()).add(turns.baseline());
    }
  }

  /** Samples by trial, in the order in which the trials were first measured. */
  Map<String, List<Sample>> samples() {
    return samples;
  }

  /**
   * Samples of a trial's reference, measured in turns with it, one for each round; empty when it
   * has none.
   */
  List<Sample> baselinesOf(String trial) {
    return baselines.getOrDefault(trial, List.of());
  }

  Distribution of(String trial, ToDoubleFunction<Sample> rate) {
    return Distribution.of(samplesOf(trial).stream().mapToDouble(rate));
  }

  /** The targets whose trials were both measured. */
  List<Reached> reached(List<Target> targets) {
    List<Reached> reached = new ArrayList<>();
    for (Target target : targets) {
      List<Sample> trial = samplesOf(target.trial());
      List<Sample> inTurns = baselinesOf(target.trial());
      List<Sample> baseline = inTurns.isEmpty() ? samplesOf(target.baseline()) : inTurns;
      if (!trial.isEmpty() && !baseline.isEmpty()) {
        reached.add(
            new Reached(
                target,
                Distribution.of(
                    IntStream.range(0, trial.size())
                        .mapToDouble(
                            i ->
                                target.basis().of(trial.get(i))
                                    / target.basis().of(baseline.get(i))))));
      }
    }
    return reached;
  }

  private List<Sample> samplesOf(String trial) {
    return samples.getOrDefault(trial, List.of());
  }
}
