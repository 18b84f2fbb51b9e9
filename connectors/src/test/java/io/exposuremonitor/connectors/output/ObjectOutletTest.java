package io.exposuremonitor.connectors.output;

import static io.exposuremonitor.connectors.output.ObjectOutlet.FULL_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.output.ObjectOutlet.Layout;
import io.exposuremonitor.connectors.output.ScriptedPorts.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectOutletTest {
  private static final long NOON = Instant.parse("2026-11-26T12:30:00Z").toEpochMilli();
  private static final int LINES = 60;

  private final List<String> notifications = new ArrayList<>();
  private final Outlet.Listener listener =
      new Outlet.Listener() {
        @Override
        public void delivered(int count) {
          notifications.add("delivered " + count);
        }

        @Override
        public void retried(String detail) {
          notifications.add("retried " + detail);
        }

        @Override
        public void refused(int count, String detail) {
          notifications.add("refused " + count);
        }
      };

  private ObjectOutlet outlet(ObjectPort port, String run, boolean checkpoints) {
    return new ObjectOutlet(
        port,
        new ObjectOutlet.Naming(Layout.HOURS, "exposure/", "findings", run),
        checkpoints,
        new SplittableRandom(1),
        listener);
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
  void writesNoOtherObjectWhileOneIsInFlight() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, "one"), 0);
    assertThat(outlet.waiting()).isOne();
    outlet.snapshot(1);
    outlet.saved(1);
    outlet.tick(0);
    outlet.tick(1);
    assertThat(bucket.calls).isOne();
  }

  @Test
  void pauseGrowsWithEachFailureUntilDelivery() {
    ScriptedPorts.Answering bucket = new ScriptedPorts.Answering();
    bucket.failTimes(6);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, "one"), 0);
    outlet.release();
    for (int minute = 0; minute <= 10; minute++) {
      outlet.tick(minute * 60_000L);
    }
    assertThat(bucket.calls).isEqualTo(6);
    outlet.tick(660_000);
    outlet.tick(667_999);
    assertThat(bucket.calls).as("at least eight seconds after six failures").isEqualTo(6);
    outlet.tick(690_000);
    outlet.tick(690_001);
    assertThat(outlet.waiting()).isZero();

    bucket.failTimes(1);
    outlet.add(line(NOON, "two"), 0);
    outlet.release();
    outlet.tick(700_000);
    outlet.tick(700_001);
    notifications.clear();
    outlet.tick(700_502);
    assertThat(bucket.calls).as("half a second after the first failure").isEqualTo(9);
    outlet.tick(700_503);
    assertThat(notifications).containsExactly("delivered 1");
  }

  @Test
  void pausesAsLongAsServiceRequestsUnlessClockIsSetBack() {
    ScriptedPorts.Answering bucket = new ScriptedPorts.Answering();
    bucket.askForPause(Duration.ofSeconds(100));
    bucket.askForPause(Duration.ofSeconds(100));
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, "one"), 0);
    outlet.release();
    outlet.tick(1_000_000);
    outlet.tick(1_000_001);
    outlet.tick(1_100_000);
    assertThat(bucket.calls).isOne();
    outlet.tick(1_100_001);
    outlet.tick(1_100_002);
    assertThat(bucket.calls).isEqualTo(2);
    assertThat(notifications).containsExactly("retried Throttled", "retried Throttled");
    outlet.tick(100_000);
    assertThat(bucket.calls).isEqualTo(3);
  }

  @Test
  void noticeOfOlderCheckpointTakesNothingBack() {
    ScriptedPorts.Answering bucket = new ScriptedPorts.Answering();
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.snapshot(1);
    outlet.add(line(NOON, "one"), 0);
    outlet.snapshot(2);
    outlet.saved(2);
    outlet.saved(1);
    outlet.tick(0);
    assertThat(bucket.calls).isOne();
  }

  @Test
  void sealsLargeObjectOnceAndBeginsNewOne() {
    ObjectOutlet outlet = outlet(new ScriptedPorts.Answering(), "r1", true);
    String large = "x".repeat(ObjectOutlet.MAX_CHARACTERS);
    outlet.add(line(NOON, large), 0);
    outlet.add(line(NOON, "next"), 0);
    assertThat(outlet.snapshot(1))
        .extracting(object -> ScriptedPorts.unzipped(object.bytes()))
        .containsExactly(large + '\n', "next\n");
  }

  @Test
  void isNoLongerFullOnceObjectsAreWritten() {
    ScriptedPorts.Answering bucket = new ScriptedPorts.Answering();
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.restore(new Shipment(Shipment.VERSION, "large", 0, new byte[(int) FULL_BYTES]));
    assertThat(outlet.isFull()).isTrue();
    outlet.tick(0);
    outlet.tick(1);
    assertThat(outlet.waiting()).isZero();

    outlet.restore(new Shipment(Shipment.VERSION, "small", 0, new byte[1]));
    assertThat(outlet.isFull()).isFalse();
    outlet.close();
    assertThat(bucket.closed).isTrue();
  }

  @Test
  void writesAfterAMinuteWithoutCheckpoints() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", false);
    outlet.add(line(NOON, "one"), 1_000);
    outlet.add(line(NOON, "two"), 50_000);
    outlet.tick(60_999);
    bucket.answer();
    assertThat(bucket.objects).isEmpty();
    outlet.tick(61_000);
    bucket.answer();
    assertThat(bucket.lines()).containsExactly("one", "two");

    outlet.add(line(NOON, "three"), 70_000);
    outlet.tick(129_999);
    bucket.answer();
    assertThat(bucket.objects).hasSize(1);
    outlet.tick(130_000);
    bucket.answer();
    assertThat(bucket.lines()).containsExactly("one", "two", "three");
  }

  /** Incompressible, so that its compressed size is known. */
  private static String noise() {
    return new Random(1)
        .ints((int) FULL_BYTES / 4, 0, 0xD7FF)
        .filter(c -> c != '\n' && c != '\r')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void writesWithoutCheckpointOnceItIsFull() {
    ScriptedPorts.Bucket bucket = new ScriptedPorts.Bucket(() -> Fate.TAKEN);
    ObjectOutlet outlet = outlet(bucket, "r1", true);
    outlet.add(line(NOON, noise()), 0);
    outlet.add(line(NOON + 1, noise()), 0);
    outlet.snapshot(1);
    outlet.add(line(NOON + 2, "later"), 0);
    outlet.snapshot(2);
    assertThat(outlet.isFull()).isTrue();
    drain(outlet, bucket, 0);
    assertThat(outlet.isFull()).isFalse();
    assertThat(bucket.lines()).as("what is there when it is full").hasSize(2);

    outlet.saved(2);
    drain(outlet, bucket, 0);
    assertThat(bucket.lines()).hasSize(3).contains("later");
  }

  @Test
  void sealsManySmallPartsThatAreLargeTogether() {
    ObjectOutlet outlet = outlet(new ScriptedPorts.Answering(), "r1", true);
    String half = "x".repeat(ObjectOutlet.MAX_CHARACTERS / 2);
    outlet.add(line(NOON, half), 0);
    assertThat(outlet.waiting()).isOne();
    outlet.add(line(NOON + 3_600_000, half), 0);
    outlet.add(line(NOON, "next"), 0);
    assertThat(outlet.snapshot(1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Los_Angeles"})
  void dividesByUtcDayOfWritingInAnyTimeZone(String zone) {
    TimeZone usual = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      ObjectOutlet outlet =
          new ObjectOutlet(
              new ScriptedPorts.Answering(),
              new ObjectOutlet.Naming(Layout.DAYS, "", "letters", "r1"),
              true,
              new SplittableRandom(1),
              listener);
      outlet.add(line(NOON, "one"), at("2026-11-27T23:59:59.999Z"));
      outlet.add(line(NOON, "zwölf"), at("2026-11-28T00:00:00Z"));
      assertThat(outlet.snapshot(1))
          .extracting(
              object -> object.name() + ' ' + new String(object.bytes(), StandardCharsets.UTF_8))
          .containsExactly(
              "2026-11-27/letters-r1-0.jsonl one\n", "2026-11-28/letters-r1-1.jsonl zwölf\n");
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
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
