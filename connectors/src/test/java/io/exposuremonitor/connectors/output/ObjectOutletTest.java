package io.exposuremonitor.connectors.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.output.ScriptedPorts.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ObjectOutletTest {
  private static final long NOON = Instant.parse("2026-11-26T12:30:00Z").toEpochMilli();
  private static final int LINES = 60;

  private static final Outlet.Listener SILENT =
      new Outlet.Listener() {
        @Override
        public void delivered(int count) {}

        @Override
        public void retried(String detail) {}

        @Override
        public void refused(int count, String detail) {}
      };

  private static ObjectOutlet outlet(ObjectPort port, String run, boolean checkpoints) {
    return new ObjectOutlet(
        port,
        new ObjectOutlet.Naming("exposure/", "findings", run),
        checkpoints,
        new SplittableRandom(1),
        SILENT);
  }

  private static Line line(long time, String text) {
    return new Line("k", time, text);
  }

  private static void drain(ObjectOutlet outlet, ScriptedPorts.Bucket bucket, long from) {
    long now = from;
    for (int i = 0; i < 100; i++) {
      now += 60_000;
      outlet.tick(now);
      bucket.answer();
    }
  }

  @Test
  void writesOneObjectPerHourOnceCheckpointCompletes() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, "one"), 0);
    outlet.add(line(NOON + 1, "two"), 0);
    outlet.add(line(NOON + 3_600_000, "three"), 0);
    drain(outlet, bucket, 0);
    assertThat(bucket.objects).as("no checkpoint yet").isEmpty();

    assertThat(outlet.snapshot(7)).hasSize(2);
    drain(outlet, bucket, 0);
    assertThat(bucket.objects).as("the checkpoint is not complete").isEmpty();

    outlet.saved(7);
    drain(outlet, bucket, 0);
    assertThat(bucket.objects)
        .containsOnlyKeys(
            "exposure/date=2026-11-26/hour=12/findings-r1-0.jsonl.gz",
            "exposure/date=2026-11-26/hour=13/findings-r1-1.jsonl.gz");
    assertThat(bucket.lines()).containsExactly("one", "two", "three");
    assertThat(outlet.snapshot(8)).as("delivered lines are not kept").isEmpty();
  }

  @Test
  void flushesAllLinesAtTheEndWithoutAnotherCheckpoint() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, "one"), 0);
    outlet.snapshot(7);
    outlet.add(line(NOON, "two"), 0);
    outlet.release();
    drain(outlet, bucket, 0);
    assertThat(bucket.lines()).containsExactly("one", "two");
    assertThat(outlet.waiting()).isZero();
  }

  @Test
  void writesAfterAMinuteWithoutCheckpoints() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", false);
    outlet.add(line(NOON, "one"), 1_000);
    outlet.tick(60_999);
    bucket.answer();
    assertThat(bucket.objects).isEmpty();
    outlet.tick(61_000);
    bucket.answer();
    assertThat(bucket.lines()).containsExactly("one");
  }

  @Test
  void countsOnlyCheckpointedLinesTowardsItsCapacity() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.FAILED);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    // Incompressible, so that its compressed size is known.
    String noise =
        new Random(1)
            .ints((int) ObjectOutlet.FULL_BYTES / 4, 0, 0xD7FF)
            .filter(c -> c != '\n' && c != '\r')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    outlet.add(line(NOON, noise), 0);
    outlet.add(line(NOON, noise), 0);
    outlet.snapshot(1);
    assertThat(outlet.isFull()).as("lines of an incomplete checkpoint do not count").isFalse();
    outlet.saved(1);
    assertThat(outlet.isFull()).isTrue();
  }

  private record Checkpoint(int read, List<Shipment> stored) {}

  /** Whichever writes fail and whenever it restarts, the bucket has each line exactly once. */
  @Property(tries = 150)
  void writesEachLineExactlyOnce(@ForAll Random random) {
    Supplier<Fate> fates = () -> List.of(Fate.values()).get(random.nextInt(Fate.values().length));
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(fates);
    int run = 0;
    ObjectOutlet outlet = outlet(bucket, "r0", true);
    Checkpoint completed = new Checkpoint(0, List.of());
    int read = 0;
    long now = 0;
    for (int step = 0; step < 600; step++) {
      now += random.nextInt(10_000);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          if (read < LINES) {
            outlet.add(line(NOON + read * 600_000L, String.valueOf(read)), now);
            read++;
          }
        }
        case 3 -> {
          Checkpoint taken = new Checkpoint(read, outlet.snapshot(step));
          if (random.nextInt(4) > 0) {
            outlet.saved(step);
            completed = taken;
          }
        }
        case 4 -> {
          if (random.nextInt(4) == 0) {
            outlet = outlet(bucket, "r" + ++run, true);
            completed.stored().forEach(outlet::restore);
            read = completed.read();
          }
        }
        case 5, 6 -> bucket.answer();
        default -> outlet.tick(now);
      }
    }
    for (; read < LINES; read++) {
      outlet.add(line(NOON, String.valueOf(read)), now);
    }
    outlet.snapshot(1_000);
    outlet.saved(1_000);
    for (int step = 0; step < 5_000 && outlet.waiting() > 0; step++) {
      now += 60_000;
      outlet.tick(now);
      bucket.answer();
    }
    List<String> expected =
        new ArrayList<>(IntStream.range(0, LINES).mapToObj(String::valueOf).toList());
    assertThat(bucket.lines()).containsExactlyInAnyOrderElementsOf(expected);
  }
}
