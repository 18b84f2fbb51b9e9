package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.RecordedContext;
import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.AttributeType;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.Images;
import io.exposuremonitor.detectors.itemchange.ItemAttribute;
import io.exposuremonitor.detectors.itemchange.ItemAttribute.Difference;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One table's detector with its state and timers, as a topology runs it. */
final class Table {
  static final long HOUR = 60 * 60 * 1000L;
  static final long DAY = 24 * HOUR;

  /** A Monday, 00:00 UTC. */
  static final long MONDAY = 1_763_337_600_000L;

  static final TableId ID = TableId.of("customers", "eu-central-1", "123456789012");

  final List<Signal> signals = new ArrayList<>();
  final List<SensitivityShare> shares = new ArrayList<>();
  final List<Holdings> holdings = new ArrayList<>();
  private final SensitivityDetector detector = new SensitivityDetector(shares::add, holdings::add);
  private final TreeSet<Long> timers = new TreeSet<>();
  private final Policy policy;
  @Nullable SensitivityState state;

  Table(Policy policy) {
    this.policy = policy;
  }

  /** An item written, with classes as {@code attribute:class}. */
  static ItemChange written(long key, long time, Difference difference, String... classes) {
    List<AttributeClass> found = new ArrayList<>();
    List<ItemAttribute> attributes = new ArrayList<>();
    for (String text : classes) {
      String name = text.substring(0, text.indexOf(':'));
      found.add(new AttributeClass(name, text.substring(name.length() + 1)));
      attributes.add(new ItemAttribute(name, AttributeType.STRING, difference));
    }
    ChangeHeader header = new ChangeHeader(ID, ChangeKind.MODIFY, "e" + key, time, "", 1, false);
    return new ItemChange(
        header, key, false, Images.BOTH, attributes, attributes.size(), 0, true, found, 0);
  }

  static ItemChange written(long key, long time, String... classes) {
    return written(key, time, Difference.CHANGED, classes);
  }

  /** Takes changes as one batch; wake-ups wait. */
  void on(List<ItemChange> batch) {
    for (ItemTally tally : ItemTallies.of(batch)) {
      state = detector.on(state, tally, context());
    }
  }

  /** Fires the wake-ups up to a time, earliest first. */
  void wakeUntil(long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      long due = timers.pollFirst();
      if (state != null) {
        state = detector.onTime(state, due, context());
      }
    }
  }

  int timers() {
    return timers.size();
  }

  List<String> messages(String id) {
    return signals.stream()
        .filter(signal -> signal.analytic().id().equals(id))
        .map(Signal::message)
        .toList();
  }

  private DetectorContext context() {
    return new RecordedContext(policy, signals, timers);
  }
}
