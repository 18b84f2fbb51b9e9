package io.exposuremonitor.job.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates the CloudTrail records of a simulated day in slots of five minutes. Within a slot the
 * records are unordered, as in CloudTrail's files. The traffic varies with the hour. Memory use
 * does not depend on the number of records.
 */
public final class CloudTrailGenerator {
  /** CloudTrail delivers a file about every five minutes. */
  static final long SLOT_MILLIS = 5 * 60 * 1000L;

  private static final double DAY_MILLIS = 24 * 60 * 60 * 1000.0;

  /** Receives the records as they are generated. */
  @FunctionalInterface
  public interface RecordSink {
    /**
     * @throws IOException if the record can't be stored
     */
    void accept(SimulatedRecord record) throws IOException;
  }

  private final ProductionDay day;
  private final Population population;
  private final List<AttackPlan> attacks;

  public CloudTrailGenerator(ProductionDay day) {
    this.day = day;
    population = new Population(day);
    attacks =
        day.attacks().stream()
            .sorted()
            .map(attack -> AttackPlan.of(attack, day, population))
            .toList();
  }

  /**
   * The findings that the attacks must yield. The traffic yields no other finding at medium or
   * above.
   */
  public List<ExpectedFinding> expectedFindings() {
    return attacks.stream().flatMap(plan -> plan.expected().stream()).toList();
  }

  /** Number of records that {@link #generate} generates. */
  public int size() {
    return day.records() + attacks.stream().mapToInt(plan -> plan.steps().size()).sum();
  }

  /**
   * Generates all records. Every call generates the same ones.
   *
   * @throws IOException if the sink throws it
   */
  public void generate(RecordSink sink) throws IOException {
    SplittableRandom random = new SplittableRandom(day.seed());
    OrdinaryCalls ordinary = new OrdinaryCalls(population, random);
    RecordWriter writer = new RecordWriter(random);
    Planted planted = new Planted(attacks, day.seed());
    long start = day.start().toEpochMilli();
    long end = start + day.span().toMillis();
    double total = weightBetween(start, end);
    long made = 0;
    for (long slot = start; slot < end; slot += SLOT_MILLIS) {
      long slotEnd = Math.min(end, slot + SLOT_MILLIS);
      long due = Math.round(day.records() * weightBetween(start, slotEnd) / total);
      for (; made < due; made++) {
        long time = slot + random.nextLong(slotEnd - slot);
        sink.accept(writer.write(ordinary.next(time), time));
      }
      planted.writeUntil(slotEnd, sink);
    }
  }

  /** The integral of the daily traffic curve, which peaks at 14:00 UTC. */
  private static double weightBetween(long from, long to) {
    return weightUntil(to) - weightUntil(from);
  }

  private static double weightUntil(long time) {
    double angle = 2 * Math.PI * (time / DAY_MILLIS - 14 / 24.0);
    return time / DAY_MILLIS + 0.6 / (2 * Math.PI) * Math.sin(angle);
  }

  /**
   * The attacks' calls by time. Their ids come from a separate generator, so that attacks do not
   * change the ordinary records.
   */
  private static final class Planted {
    private final List<AttackPlan.Step> steps = new ArrayList<>();
    private final RecordWriter writer;
    private int next;

    Planted(List<AttackPlan> attacks, long seed) {
      attacks.forEach(plan -> steps.addAll(plan.steps()));
      steps.sort(Comparator.comparingLong(AttackPlan.Step::time));
      writer = new RecordWriter(new SplittableRandom(~seed));
    }

    void writeUntil(long end, RecordSink sink) throws IOException {
      while (next < steps.size() && steps.get(next).time() < end) {
        AttackPlan.Step step = steps.get(next++);
        sink.accept(writer.write(step.call(), step.time()));
      }
    }
  }
}
