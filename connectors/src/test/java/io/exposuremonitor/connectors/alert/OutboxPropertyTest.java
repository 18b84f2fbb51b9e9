package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever fails and whenever it restarts, each alert opens once and ends once. */
class OutboxPropertyTest {
  private static final String ROUTE = "soc";
  private static final int ALERTS = 4;
  private static final int LETTERS_PER_ALERT = 4;

  /** Enough for some dozens of failures, each followed by a pause of five minutes at most. */
  private static final int SECONDS_TO_SETTLE = 24_000;

  /** The letters that the job decides on, which are the same after each restart. */
  private static List<Letter> letters() {
    List<Letter> letters = new ArrayList<>();
    for (int revision = 1; revision <= LETTERS_PER_ALERT; revision++) {
      for (int alert = 0; alert < ALERTS; alert++) {
        boolean end = revision == LETTERS_PER_ALERT;
        letters.add(
            new Letter(
                "a" + alert,
                revision,
                end ? Letter.Kind.RESOLVE : Letter.Kind.TRIGGER,
                alert % 2,
                "{\"r\":" + revision + '}'));
      }
    }
    return letters;
  }

  /** A checkpoint: how far the input was read, and what the outbox stored. */
  private record Checkpoint(int read, List<OutboxEntry> entries) {}

  @Property(tries = 150)
  void opensAndEndsEachAlertOnceDespiteFailuresAndRestarts(@ForAll Random random) {
    List<Letter> input = letters();
    ScriptedService service = new ScriptedService();
    Outbox outbox = outbox(service, random);
    Checkpoint completed = new Checkpoint(0, List.of());
    long now = 1_000_000;
    long id = 0;
    int read = 0;
    for (int step = 0; step < 400; step++) {
      now += random.nextInt(3_000);
      switch (random.nextInt(12)) {
        case 0, 1 -> {
          if (read < input.size()) {
            outbox.post(ROUTE, input.get(read++), now);
          }
        }
        case 2, 3 -> {
          Checkpoint taken = new Checkpoint(read, outbox.snapshot(++id));
          if (random.nextInt(4) > 0) {
            outbox.saved(id);
            completed = taken;
          }
        }
        case 4 -> service.willReply(ScriptedService.FAILED);
        case 5 -> {
          if (random.nextInt(4) == 0) {
            outbox = outbox(service, random);
            completed.entries().forEach(outbox::restore);
            read = completed.read();
          }
        }
        default -> outbox.tick(now);
      }
    }
    while (read < input.size()) {
      outbox.post(ROUTE, input.get(read++), now);
    }
    for (int second = 0; second < SECONDS_TO_SETTLE; second++) {
      now += 1_000;
      outbox.snapshot(++id);
      outbox.saved(id);
      outbox.tick(now);
    }

    assertThat(service.opened).hasSize(ALERTS).doesNotHaveDuplicates();
    assertThat(service.open).isEmpty();
    assertThat(outbox.snapshot(++id)).isEmpty();
    Map<String, Letter.Kind> last = new HashMap<>();
    service.arrived.forEach(letter -> last.put(letter.key(), letter.kind()));
    assertThat(last.values()).hasSize(ALERTS).containsOnly(Letter.Kind.RESOLVE);
  }

  private static final class NothingIsDropped implements Outbox.Listener {
    @Override
    public void replied(String route, Letter letter, Reply reply) {}

    @Override
    public void dropped(String route, String key) {
      throw new AssertionError("dropped: " + key);
    }
  }

  private static Outbox outbox(ScriptedService service, Random random) {
    return new Outbox(Map.of(ROUTE, service), true, random, new NothingIsDropped());
  }
}
