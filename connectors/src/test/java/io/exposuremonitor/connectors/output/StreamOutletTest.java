package io.exposuremonitor.connectors.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.output.ScriptedPorts.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StreamOutletTest {
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

  private StreamOutlet outlet(RecordPort port) {
    return new StreamOutlet(port, new SplittableRandom(1), listener);
  }

  private static Line line(String key, String text) {
    return new Line(key, 0, text);
  }

  @Test
  void callContainsEachKeyOnce() {
    ScriptedPorts.Stream stream = new ScriptedPorts.Stream(() -> Fate.TAKEN);
    StreamOutlet outlet = outlet(stream);
    for (String text : List.of("a1", "b1", "a2", "c1", "b2")) {
      outlet.add(line(text.substring(0, 1), text), 0);
    }
    for (int tick = 0; tick < 3; tick++) {
      outlet.tick(tick);
      stream.answer();
    }
    outlet.tick(3);

    assertThat(stream.calls.stream().map(call -> call.stream().map(Line::text).toList()))
        .containsExactly(List.of("a1", "b1", "c1"), List.of("a2", "b2"));
    assertThat(notifications).containsExactly("delivered 3", "delivered 2");
    assertThat(outlet.waiting()).isZero();
  }

  @Test
  void retriesOnlyFailedRecordsAfterPause() {
    List<Fate> fates = new ArrayList<>(List.of(Fate.TAKEN, Fate.FAILED));
    Supplier<Fate> next = () -> fates.isEmpty() ? Fate.TAKEN : fates.remove(0);
    ScriptedPorts.Stream stream = new ScriptedPorts.Stream(next);
    StreamOutlet outlet = outlet(stream);
    outlet.add(line("a", "a1"), 0);
    outlet.add(line("b", "b1"), 0);
    outlet.tick(0);
    stream.answer();
    outlet.tick(1);
    assertThat(stream.calls).as("it pauses before the retry").hasSize(1);
    outlet.tick(1_001);
    stream.answer();
    outlet.tick(1_002);

    assertThat(stream.calls.get(1)).extracting(Line::text).containsExactly("b1");
    assertThat(notifications).containsExactly("delivered 1", "retried Throttled", "delivered 1");
  }

  @Test
  void pauseGrowsWithEachFailureUntilDelivery() {
    ScriptedPorts.Answering stream = new ScriptedPorts.Answering();
    stream.failTimes(6);
    StreamOutlet outlet = outlet(stream);
    outlet.add(line("a", "a1"), 0);
    for (int minute = 0; minute <= 10; minute++) {
      outlet.tick(minute * 60_000L);
    }
    assertThat(stream.calls).isEqualTo(6);
    outlet.tick(660_000);
    outlet.tick(667_999);
    assertThat(stream.calls).as("at least eight seconds after six failures").isEqualTo(6);
    outlet.tick(690_000);
    outlet.tick(690_001);
    assertThat(outlet.waiting()).isZero();

    stream.failTimes(1);
    outlet.add(line("a", "a2"), 0);
    outlet.tick(700_000);
    outlet.tick(700_001);
    outlet.tick(700_502);
    assertThat(stream.calls).as("half a second after the first failure").isEqualTo(9);
  }

  @Test
  void pausesAsLongAsServiceRequestsUnlessClockIsSetBack() {
    ScriptedPorts.Answering stream = new ScriptedPorts.Answering();
    stream.askForPause(Duration.ofSeconds(100));
    StreamOutlet outlet = outlet(stream);
    outlet.add(line("a", "a1"), 0);
    outlet.tick(1_000_000);
    outlet.tick(1_000_001);
    outlet.tick(1_100_000);
    assertThat(stream.calls).isOne();
    outlet.tick(1_100_001);
    assertThat(stream.calls).isEqualTo(2);

    stream.askForPause(Duration.ofSeconds(100));
    outlet.tick(1_100_002);
    outlet.add(line("a", "a2"), 0);
    outlet.tick(1_100_003);
    outlet.tick(1_100_004);
    assertThat(stream.calls).isEqualTo(3);
    outlet.tick(100_000);
    assertThat(stream.calls).isEqualTo(4);
  }

  @Test
  void restoresWhatWasNotDelivered() {
    Line line = new Line("key", 17, "Ü");
    StreamOutlet outlet = outlet(new ScriptedPorts.Stream(() -> Fate.FAILED));
    outlet.add(line, 0);

    ScriptedPorts.Stream stream = new ScriptedPorts.Stream(() -> Fate.TAKEN);
    StreamOutlet restarted = outlet(stream);
    outlet.snapshot(1).forEach(restarted::restore);
    assertThat(restarted.snapshot(2).get(0).time()).isEqualTo(17);
    restarted.tick(0);
    assertThat(stream.calls).containsExactly(List.of(line));
  }

  @Test
  void closesItsPort() {
    ScriptedPorts.Answering stream = new ScriptedPorts.Answering();
    outlet(stream).close();
    assertThat(stream.closed).isTrue();
  }

  @Test
  void callsStayWithinServiceLimits() {
    ScriptedPorts.Stream stream = new ScriptedPorts.Stream(() -> Fate.TAKEN);
    StreamOutlet outlet = outlet(stream);
    for (int i = 0; i < StreamOutlet.MAX_RECORDS + 1; i++) {
      outlet.add(line("k" + i, "x"), 0);
    }
    String large = "x".repeat(StreamOutlet.MAX_RECORD_BYTES - 10);
    for (int i = 0; i < 6; i++) {
      outlet.add(line("large" + i, large), 0);
    }
    for (int tick = 0; tick < 6; tick++) {
      outlet.tick(tick);
      stream.answer();
    }

    assertThat(stream.calls).extracting(List::size).containsExactly(500, 6, 1);
  }

  @Test
  void dropsAndCountsOversizedRecord() {
    StreamOutlet outlet = outlet(new ScriptedPorts.Stream(() -> Fate.TAKEN));
    outlet.add(line("a", "x".repeat(StreamOutlet.MAX_RECORD_BYTES)), 0);
    outlet.add(line("a", "ü".repeat(StreamOutlet.MAX_RECORD_BYTES / 2)), 0);
    assertThat(notifications).containsExactly("refused 1", "refused 1");
    assertThat(outlet.waiting()).isZero();

    outlet.add(line("a", "x".repeat(StreamOutlet.MAX_RECORD_BYTES - 1)), 0);
    assertThat(outlet.waiting()).isOne();
  }

  @Test
  void isFullAtItsCapacity() {
    StreamOutlet outlet = outlet(new ScriptedPorts.Stream(() -> Fate.TAKEN));
    for (int i = 0; i < StreamOutlet.FULL - 1; i++) {
      outlet.add(line("a", "x"), 0);
    }
    assertThat(outlet.isFull()).isFalse();
    outlet.add(line("a", "x"), 0);
    assertThat(outlet.isFull()).isTrue();
  }

  private record Checkpoint(int read, List<Shipment> stored) {}

  /** Delivers everything despite failures; between crashes, each key's lines keep their order. */
  @Property(tries = 150)
  void deliversAllRecordsInOrderOfEachKey(@ForAll Random random) {
    Supplier<Fate> fates = () -> List.of(Fate.values()).get(random.nextInt(Fate.values().length));
    ScriptedPorts.Stream stream = new ScriptedPorts.Stream(fates);
    StreamOutlet outlet = outlet(stream);
    Checkpoint completed = new Checkpoint(0, List.of());
    List<String> received = new ArrayList<>();
    int read = 0;
    long now = 0;
    for (int step = 0; step < 600; step++) {
      now += random.nextInt(10_000);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          if (read < LINES) {
            outlet.add(line("k" + read % 4, String.valueOf(read)), now);
            read++;
          }
        }
        case 3 -> completed = new Checkpoint(read, outlet.snapshot(step));
        case 4 -> {
          if (random.nextInt(4) == 0) {
            assertOrder(stream.taken);
            stream.taken.forEach(line -> received.add(line.text()));
            stream = new ScriptedPorts.Stream(fates);
            outlet = outlet(stream);
            completed.stored().forEach(outlet::restore);
            read = completed.read();
          }
        }
        case 5, 6 -> stream.answer();
        default -> outlet.tick(now);
      }
    }
    for (; read < LINES; read++) {
      outlet.add(line("k" + read % 4, String.valueOf(read)), now);
    }
    for (int step = 0; step < 5_000 && outlet.waiting() > 0; step++) {
      now += 60_000;
      outlet.tick(now);
      stream.answer();
    }
    assertOrder(stream.taken);
    stream.taken.forEach(line -> received.add(line.text()));
    for (int i = 0; i < LINES; i++) {
      assertThat(received).contains(String.valueOf(i));
    }
  }

  private static void assertOrder(List<Line> taken) {
    Map<String, Integer> last = new HashMap<>();
    for (Line line : taken) {
      int number = Integer.parseInt(line.text());
      Integer before = last.put(line.key(), number);
      assertThat(before == null || before <= number).as("order of %s", line.key()).isTrue();
    }
  }
}
