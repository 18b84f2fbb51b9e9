package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Runs a detector of bundles as an engine does: with a state per key, and wake-ups once event time
 * has passed them by the lateness.
 *
 * @param <S> the state of a key
 */
public final class KeyedRun<S> {
  private final Detector<S, ActivityBundle> detector;
  private final Function<ActivityBundle, String> key;
  private final Policy policy;
  private final Map<String, S> states = new HashMap<>();
  private final Map<String, TreeSet<Long>> wakeUps = new HashMap<>();
  private final List<Signal> signals = new ArrayList<>();
  private long now = Long.MIN_VALUE;

  /** Runs a detector keyed by the given function under a policy. */
  public KeyedRun(
      Detector<S, ActivityBundle> detector, Function<ActivityBundle, String> key, Policy policy) {
    this.detector = detector;
    this.key = key;
    this.policy = policy;
  }

  /** Feeds each activity in a bundle of its own; event time advances with them. */
  public KeyedRun<S> take(List<Activity> activities) {
    for (Activity activity : activities) {
      passTo(Math.max(now, activity.time()));
      bundles(List.of(activity)).forEach(this::take);
    }
    return this;
  }

  /** As {@link #take(List)}. */
  public KeyedRun<S> take(Activity... activities) {
    return take(List.of(activities));
  }

  /**
   * Feeds the same activities as they may arrive: each late by less than the lateness bound, the
   * last one twice, with a restart somewhere in between.
   */
  public KeyedRun<S> takeDisordered(List<Activity> activities, Random random) {
    List<Activity> order = disordered(activities, random);
    int middle = random.nextInt(order.size());
    take(order.subList(0, middle));
    restart();
    return take(order.subList(middle, order.size()));
  }

  /** The same, in bundles of a few activities, with a restart after each. */
  public KeyedRun<S> takeInBundles(List<Activity> activities, Random random) {
    List<Activity> order = disordered(activities, random);
    for (int from = 0; from < order.size(); ) {
      int to = Math.min(order.size(), from + 1 + random.nextInt(5));
      bundles(order.subList(from, to)).forEach(this::take);
      restart();
      from = to;
    }
    return this;
  }

  /** Activities as they may arrive: late by less than the lateness bound, the last one twice. */
  public static List<Activity> disordered(List<Activity> activities, Random random) {
    TreeMap<Double, Activity> arrivals = new TreeMap<>();
    for (Activity activity : activities) {
      double delay = random.nextDouble() * (ActivityBundle.SLOT_MILLIS - 1);
      arrivals.put(activity.time() + delay, activity);
    }
    List<Activity> order = new ArrayList<>(arrivals.values());
    order.add(activities.get(activities.size() - 1));
    return order;
  }

  /** Continues with copies of the states, as from a checkpoint. */
  public void restart() {
    states.replaceAll((of, state) -> Restart.copy(state));
  }

  /** Feeds a bundle. */
  public void take(ActivityBundle bundle) {
    String of = key.apply(bundle);
    put(of, detector.on(states.get(of), bundle, context(of)));
  }

  /** The bundles that an intake makes of activities. */
  public static List<ActivityBundle> bundles(List<Activity> activities) {
    List<ActivityBundle> bundles = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(1_000, 10_000, (bundle, arrival) -> bundles.add(bundle));
    bundler.add(activities, ActivityBundler.NOT_KNOWN);
    bundler.flush();
    return bundles;
  }

  /** Advances event time without events. */
  public KeyedRun<S> passTo(long time) {
    now = Math.max(now, time);
    long lateness = policy.findings().lateness().toMillis();
    for (Map.Entry<String, TreeSet<Long>> due : wakeUps.entrySet()) {
      while (!due.getValue().isEmpty() && due.getValue().first() + lateness <= now) {
        long at = due.getValue().pollFirst();
        S state = states.get(due.getKey());
        if (state != null) {
          put(due.getKey(), detector.onTime(state, at, context(due.getKey())));
        }
      }
    }
    return this;
  }

  private void put(String of, S state) {
    if (state == null) {
      states.remove(of);
    } else {
      states.put(of, state);
    }
  }

  /** The states by key. */
  public Map<String, S> states() {
    return states;
  }

  /** All signals so far. */
  public List<Signal> signals() {
    return signals;
  }

  /** The merged signals of one analytic, actor and resource. */
  public record Found(
      Level level,
      Signal.Confidence confidence,
      long start,
      long end,
      Map<String, Long> counts,
      Map<String, String> facts,
      List<EventReference> events) {}

  /** The findings, reduced to what must not depend on the order of arrival. */
  public Map<String, Found> findings() {
    return findings(signals);
  }

  /** The same for any signals. */
  public static Map<String, Found> findings(List<Signal> signals) {
    Map<String, Found> found = new TreeMap<>();
    for (Signal signal : signals) {
      found.merge(
          signal.analytic().id() + ' ' + signal.actor().id() + ' ' + signal.resource(),
          new Found(
              signal.level(),
              signal.confidence(),
              signal.start(),
              signal.end(),
              new TreeMap<>(signal.evidence().counts()),
              new TreeMap<>(signal.evidence().facts()),
              signal.evidence().events()),
          KeyedRun::merged);
    }
    return found;
  }

  private static Found merged(Found one, Found other) {
    Map<String, Long> counts = new TreeMap<>(one.counts);
    other.counts.forEach((name, count) -> counts.merge(name, count, Math::max));
    Map<String, String> facts = new TreeMap<>(one.facts);
    other.facts.forEach(
        (name, fact) -> facts.merge(name, fact, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    return new Found(
        one.level.atLeast(other.level) ? one.level : other.level,
        one.confidence.compareTo(other.confidence) >= 0 ? one.confidence : other.confidence,
        Math.min(one.start, other.start),
        Math.max(one.end, other.end),
        counts,
        facts,
        EventReference.sample(one.events, other.events));
  }

  private DetectorContext context(String of) {
    return new RecordedContext(
        policy, signals, wakeUps.computeIfAbsent(of, unused -> new TreeSet<>()));
  }
}
