package io.exposuremonitor.connectors.objects;

import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Event;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Events;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Random deliveries, redeliveries, failures and checkpoints. {@link ObjectWorld} checks with every
 * deletion that a completed checkpoint owns the message's objects.
 */
class ObjectEnumeratorPropertiesTest {
  private static final int KEYS = 12;

  /** The actions that a random history is made of. */
  enum Action {
    ANNOUNCE,
    ROUND,
    READ,
    TAKE_CHECKPOINT,
    COMPLETE_CHECKPOINT,
    ABORT_CHECKPOINT,
    TIME_PASSES,
    CALLS_FAIL,
    READER_FAILS,
    JOB_FAILS,
    NOISE
  }

  @Property(tries = 500)
  void readsEveryObjectExactlyOnce(@ForAll("histories") List<Action> actions, @ForAll long seed) {
    ObjectWorld world = new ObjectWorld(List.of());
    Random random = new Random(seed);
    List<String> announced = new ArrayList<>();
    for (Action action : actions) {
      perform(action, world, random, announced);
      assertThat(world.log()).doesNotHaveDuplicates();
    }
    settle(world);

    assertReadOnce(world, announced);
    assertThat(world.queue.size()).as("messages left").isZero();
  }

  @Property(tries = 300)
  void readsListedAndAnnouncedObjectsOnce(
      @ForAll("histories") List<Action> actions, @ForAll long seed) {
    ObjectWorld world = new ObjectWorld(List.of(Backfill.all("trail", "")));
    Random random = new Random(seed);
    List<String> announced = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      world.store.put("k" + i, new byte[] {(byte) i});
      announced.add("k" + i);
    }
    for (Action action : actions) {
      perform(action, world, random, announced);
      assertThat(world.log()).doesNotHaveDuplicates();
    }
    settle(world);

    assertReadOnce(world, announced);
  }

  /** Ordinary actions are more frequent than failures, so that there is work to fail. */
  @Provide
  Arbitrary<List<Action>> histories() {
    return Arbitraries.frequency(
            Tuple.of(6, Action.ROUND),
            Tuple.of(6, Action.READ),
            Tuple.of(4, Action.ANNOUNCE),
            Tuple.of(3, Action.TAKE_CHECKPOINT),
            Tuple.of(3, Action.COMPLETE_CHECKPOINT),
            Tuple.of(1, Action.ABORT_CHECKPOINT),
            Tuple.of(2, Action.TIME_PASSES),
            Tuple.of(1, Action.CALLS_FAIL),
            Tuple.of(1, Action.READER_FAILS),
            Tuple.of(1, Action.JOB_FAILS),
            Tuple.of(1, Action.NOISE))
        .list()
        .ofMaxSize(250);
  }

  private static void perform(
      Action action, ObjectWorld world, Random random, List<String> announced) {
    switch (action) {
      case ANNOUNCE -> announce(world, random, announced);
      case ROUND -> world.round();
      case READ -> world.read(random.nextInt(ObjectWorld.READERS), random.nextInt(8));
      case TAKE_CHECKPOINT -> world.takeCheckpoint();
      case COMPLETE_CHECKPOINT -> world.completeCheckpoint();
      case ABORT_CHECKPOINT -> world.abortCheckpoint();
      case TIME_PASSES -> world.pass(Duration.ofSeconds(random.nextInt(900)));
      case CALLS_FAIL -> {
        world.queue.failNext(random.nextInt(3));
        world.store.failNext(random.nextInt(3));
      }
      case READER_FAILS -> world.failReader(random.nextInt(ObjectWorld.READERS));
      case JOB_FAILS -> world.restart();
      case NOISE -> world.queue.send("CloudTrail validation message.");
    }
  }

  /** Sends a message with one or several objects: some announced before, some filtered out. */
  private static void announce(ObjectWorld world, Random random, List<String> announced) {
    List<String> events = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String key = "k" + random.nextInt(KEYS);
      announced.add(key);
      String tag = FakeStore.eTag(new byte[] {Byte.parseByte(key.substring(1))});
      events.add(s3Event("ObjectCreated:Put", key).replace("\"abc\"", '"' + tag + '"'));
    }
    if (random.nextBoolean()) {
      events.add(s3Event("ObjectCreated:Put", "a/digests/b"));
    }
    world.queue.send(s3Events(events.toArray(String[]::new)));
  }

  /** Stops the failures and runs until all work is done. */
  private static void settle(ObjectWorld world) {
    world.queue.failNext(0);
    world.store.failNext(0);
    for (int i = 0; i < 120; i++) {
      world.pass(Duration.ofMinutes(1));
      world.round();
      for (int task = 0; task < 10; task++) {
        world.read(0, task);
        world.read(1, task);
      }
      world.takeCheckpoint();
      world.completeCheckpoint();
    }
  }

  private static void assertReadOnce(ObjectWorld world, List<String> announced) {
    List<String> expected = new ArrayList<>();
    for (String key : announced.stream().distinct().toList()) {
      for (int element = 0; element < ObjectWorld.ELEMENTS; element++) {
        expected.add(key + "/" + element);
      }
    }
    assertThat(world.log()).containsExactlyInAnyOrderElementsOf(expected);
  }
}
