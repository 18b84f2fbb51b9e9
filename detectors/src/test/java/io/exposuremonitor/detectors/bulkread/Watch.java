package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The three detectors, wired as in the topology, with a state per key and timers. */
final class Watch {
  /** Floors that a test can reach with a handful of events. */
  static final BulkReadThresholds SMALL =
      new BulkReadThresholds(
          new Floors(10, 20, 40),
          new Floors(15, 30, 60),
          new Floors(12, 24, 48),
          60,
          70,
          50,
          5,
          1,
          5,
          30,
          3,
          3.0,
          3);

  final List<Signal> signals = new ArrayList<>();
  final List<ReadTally> tallies = new ArrayList<>();
  final Map<List<Object>, ReadVolumeState> reads = new HashMap<>();
  final Map<String, DistributedReadState> tables = new HashMap<>();
  final Map<Actor, ManyTablesState> actors = new HashMap<>();

  /** Stands for storing and loading states between calls. */
  UnaryOperator<ReadVolumeState> restart = UnaryOperator.identity();

  private Policy policy;
  private final ReadVolumeDetector volume = new ReadVolumeDetector(this::tally);
  private final DistributedReadDetector distributed = new DistributedReadDetector();
  private final ManyTablesDetector many = new ManyTablesDetector();
  private final TreeMap<Long, Set<Timer>> timers = new TreeMap<>();

  private record Timer(String operator, Object key) {}

  Watch(Policy policy) {
    this.policy = policy;
  }

  /** Continues with another policy. */
  void use(Policy changed) {
    policy = changed;
  }

  static Policy policy(BulkReadThresholds thresholds, Policy.Table... tables) {
    Policy defaults = Policy.defaults();
    return defaults.toBuilder()
        .tables(List.of(tables))
        .thresholds(defaults.thresholds().with(thresholds))
        .build();
  }

  /** The defaults with another {@code coveragePercent}. */
  static BulkReadThresholds reportingShareOf(int percent) {
    BulkReadThresholds defaults = BulkReadThresholds.DEFAULTS;
    return new BulkReadThresholds(
        defaults.scanPages(),
        defaults.queryPages(),
        defaults.distinctKeys(),
        defaults.slowPages(),
        defaults.slowKeys(),
        percent,
        defaults.minimumPages(),
        defaults.smallTablePages(),
        defaults.tables(),
        defaults.tablesPerDay(),
        defaults.distributedActors(),
        defaults.historyFactor(),
        defaults.minimumHistoryDays());
  }

  /** {@link #SMALL}, but pages of a table known to have fewer than these are ignored. */
  static BulkReadThresholds ignoringTablesBelow(long pages) {
    return new BulkReadThresholds(
        SMALL.scanPages(),
        SMALL.queryPages(),
        SMALL.distinctKeys(),
        SMALL.slowPages(),
        SMALL.slowKeys(),
        SMALL.coveragePercent(),
        SMALL.minimumPages(),
        pages,
        SMALL.tables(),
        SMALL.tablesPerDay(),
        SMALL.distributedActors(),
        SMALL.historyFactor(),
        SMALL.minimumHistoryDays());
  }

  /** Feeds all reads in the given order, then fires all wake-ups. */
  static Watch over(Policy policy, List<Read> reads) {
    Watch watch = new Watch(policy);
    watch.feed(reads);
    watch.end();
    return watch;
  }

  /** One bundle for each run of reads of the same actor, table and slot. */
  void feed(List<Read> reads) {
    List<Read> run = new ArrayList<>();
    for (Read read : reads) {
      if (!run.isEmpty() && Read.bundles(List.of(run.get(0), read)).size() > 1) {
        Read.bundles(run).forEach(this::bundle);
        run.clear();
      }
      run.add(read);
    }
    Read.bundles(run).forEach(this::bundle);
  }

  /** Each read in a bundle of its own. */
  void feedOneByOne(List<Read> reads) {
    reads.forEach(read -> feed(List.of(read)));
  }

  void bundle(ActivityBundle bundle) {
    List<Object> key = List.of(bundle.actor(), bundle.resource());
    put(reads, key, volume.on(stored(key), bundle, context("reads", key)));
  }

  private ReadVolumeState stored(List<Object> key) {
    ReadVolumeState state = reads.get(key);
    return state == null ? null : restart.apply(state);
  }

  private void tally(ReadTally tally) {
    tallies.add(tally);
    on(distributed, tables, tally.table(), tally, "tables");
    on(many, actors, tally.actor(), tally, "actors");
  }

  private <S, K> void on(
      Detector<S, ReadTally> detector, Map<K, S> states, K key, ReadTally tally, String name) {
    put(states, key, detector.on(states.get(key), tally, context(name, key)));
  }

  private static <K, S> void put(Map<K, S> states, K key, S state) {
    if (state == null) {
      states.remove(key);
    } else {
      states.put(key, state);
    }
  }

  /** Fires all wake-ups up to a time, earliest first. */
  @SuppressWarnings("unchecked")
  void wakeUntil(long time) {
    while (!timers.isEmpty() && timers.firstKey() <= time) {
      Map.Entry<Long, Set<Timer>> due = timers.pollFirstEntry();
      for (Timer timer : due.getValue()) {
        DetectorContext context = context(timer.operator(), timer.key());
        switch (timer.operator()) {
          case "reads" -> onTime(volume, reads, (List<Object>) timer.key(), due.getKey(), context);
          case "tables" -> onTime(distributed, tables, (String) timer.key(), due.getKey(), context);
          default -> onTime(many, actors, (Actor) timer.key(), due.getKey(), context);
        }
      }
    }
  }

  void end() {
    wakeUntil(Long.MAX_VALUE);
  }

  private static <S, K> void onTime(
      Detector<S, ?> detector, Map<K, S> states, K key, long time, DetectorContext context) {
    S state = states.get(key);
    if (state != null) {
      put(states, key, detector.onTime(state, time, context));
    }
  }

  private DetectorContext context(String operator, Object key) {
    return new DetectorContext() {
      @Override
      public Policy policy() {
        return policy;
      }

      @Override
      public void signal(Signal signal) {
        signals.add(signal);
      }

      @Override
      public void wakeAt(long time) {
        timers.computeIfAbsent(time, unused -> new LinkedHashSet<>()).add(new Timer(operator, key));
      }
    };
  }

  /** The ids of all findings. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    signals.forEach(signal -> ids.add(signal.analytic().id().substring("bulk-read.".length())));
    return ids;
  }

  /** The last signal of an id. */
  Signal last(String id) {
    return signals.stream()
        .filter(signal -> signal.analytic().id().equals("bulk-read." + id))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** The findings, reduced to what must not depend on the order of arrival. */
  Map<String, KeyedRun.Found> findings() {
    return KeyedRun.findings(signals);
  }
}
