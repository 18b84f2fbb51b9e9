package io.exposuremonitor.connectors.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ledger among simulated readers, checkpoints and failures, all from one seed. It copies the
 * engine's rules: events to a reader arrive in order and before the barrier that follows them; a
 * reader that failed is sent nothing until it registers again, which may be after other events;
 * events to the coordinator may be lost with either side; a lost reader gets back what its
 * checkpoint holds, and the coordinator what was assigned since; a restored coordinator and
 * restored readers know only their checkpoint; after rescaling, the readers' shards are
 * redistributed.
 */
final class LedgerSimulation implements LedgerAction.Handler {
  private static final int PAGE = 3;
  private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT;

  /** What a failure takes down. */
  enum Failure {
    /** One reader. */
    ONE_READER,
    /** All readers, not the coordinator. */
    ALL_READERS,
    /** Everything. */
    EVERYTHING
  }

  private final Random random;
  private final ShardWorld world;
  private final List<Failure> failures;
  private SplitLedger ledger;
  private int parallelism;
  private long now = 1_000_000;
  private long stamp;
  private long nextCheckpoint = 1;
  private List<Reader> readers = new ArrayList<>();
  private final Set<Integer> present = new HashSet<>();
  private Deque<LedgerEvent> toCoordinator = new ArrayDeque<>();
  private Map<Integer, List<ShardProgress>> assignedSince = new HashMap<>();
  private final TreeMap<Long, Map<Integer, List<ShardProgress>>> assignedBefore = new TreeMap<>();
  private List<Stamped> archive = new ArrayList<>();
  private Checkpoint pending;
  private Checkpoint completed;
  private int page;

  LedgerSimulation(long seed, List<Failure> failures) {
    this.random = new Random(seed);
    this.failures = failures;
    this.world = new ShardWorld(random, 1 + random.nextInt(3));
    start(1 + random.nextInt(3), List.of());
    for (int subtask = 0; subtask < parallelism; subtask++) {
      readers.add(new Reader(subtask));
      register(subtask);
    }
  }

  /** Runs a number of random steps, then lets everything settle. */
  ReadHistory run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(random.nextInt(100));
    }
    for (int i = 0; i < 400; i++) {
      now += 1_000;
      deliverAll();
      readers.forEach(reader -> reader.readAny(10));
      listPage();
      dispatch(new LedgerEvent.Tick(now));
    }
    return world.history(reads());
  }

  private List<ReadHistory.Read> reads() {
    List<Stamped> all = new ArrayList<>(archive);
    readers.forEach(reader -> all.addAll(reader.log));
    all.sort((a, b) -> Long.compare(a.stamp, b.stamp));
    return all.stream().map(Stamped::read).toList();
  }

  private void step(int dice) {
    now += random.nextInt(500);
    if (dice < 15) {
      world.write();
    } else if (dice < 20) {
      world.reshard();
    } else if (dice < 30) {
      listPage();
    } else if (dice < 60) {
      readers.get(random.nextInt(readers.size())).readAny(1 + random.nextInt(3));
    } else if (dice < 70) {
      readers.get(random.nextInt(readers.size())).receive();
    } else if (dice < 85) {
      coordinatorReceives();
    } else if (dice < 94) {
      checkpointStep();
    } else if (dice < 97) {
      dispatch(new LedgerEvent.Tick(now));
    } else if (!failures.isEmpty()) {
      fail(failures.get(random.nextInt(failures.size())));
    }
  }

  private void start(int readerCount, List<LedgerEntry> entries) {
    parallelism = readerCount;
    ledger = new SplitLedger(SETTINGS, readerCount, shard -> 0, entries);
    page = 0;
    present.clear();
    toCoordinator.clear();
    dispatch(new LedgerEvent.StreamSeen(ShardWorld.STREAM, true, 86_400_000, now));
  }

  private void dispatch(LedgerEvent event) {
    if (event instanceof LedgerEvent.ReaderRegistered registered) {
      present.add(registered.subtask());
    }
    if (!ledger.on(new LedgerEvent.ReadersPresent(Set.copyOf(present), now)).isEmpty()) {
      throw new AssertionError("the absence of readers lets nothing begin");
    }
    ledger.on(event).forEach(action -> action.perform(this));
  }

  private void listPage() {
    List<Shard> listing = world.listing();
    int from = Math.min(page * PAGE, listing.size());
    int to = Math.min(from + PAGE, listing.size());
    boolean last = to >= listing.size();
    dispatch(
        new LedgerEvent.PageListed(
            ShardWorld.STREAM,
            listing.subList(from, to),
            Position.Horizon.INSTANCE,
            page == 0,
            last,
            now));
    page = last ? 0 : page + 1;
  }

  private void coordinatorReceives() {
    LedgerEvent event = toCoordinator.poll();
    if (event != null) {
      dispatch(event);
      if (random.nextInt(10) == 0 && event instanceof LedgerEvent.ShardDrained) {
        dispatch(event);
      }
    }
  }

  private void deliverAll() {
    while (!toCoordinator.isEmpty()) {
      coordinatorReceives();
    }
    for (Reader reader : readers) {
      barrier(reader);
      while (!reader.inbox.isEmpty()) {
        reader.receive();
      }
    }
    completeCheckpoint();
  }

  private void register(int subtask) {
    List<ShardProgress> reported = readers.get(subtask).reported;
    toCoordinator.add(new LedgerEvent.ReaderRegistered(subtask, reported, now));
  }

  private void checkpointStep() {
    if (pending == null) {
      takeCheckpoint();
    } else if (!pending.waiting.isEmpty()) {
      List<Integer> waiting = new ArrayList<>(pending.waiting);
      barrier(readers.get(waiting.get(random.nextInt(waiting.size()))));
    } else if (random.nextInt(4) == 0) {
      pending = null;
    } else {
      completeCheckpoint();
    }
  }

  private void takeCheckpoint() {
    if (toCoordinator.stream().anyMatch(LedgerEvent.ReaderRegistered.class::isInstance)) {
      return; // The engine takes none before all tasks run, and they register before.
    }
    pending = new Checkpoint(nextCheckpoint++, parallelism);
    dispatch(new LedgerEvent.CheckpointTaken(pending.id, now));
    pending.ledger = ledger.entries();
    pending.archive = List.copyOf(archive);
    assignedBefore.put(pending.id, assignedSince);
    assignedSince = new HashMap<>();
    readers.forEach(reader -> reader.beforeBarrier = reader.inbox.size());
  }

  private void barrier(Reader reader) {
    if (pending != null && pending.waiting.remove(reader.subtask)) {
      while (reader.beforeBarrier > 0) {
        reader.receive();
      }
      pending.shards.put(reader.subtask, reader.snapshot());
      pending.logs.put(reader.subtask, List.copyOf(reader.log));
    }
  }

  private void completeCheckpoint() {
    if (pending != null && pending.waiting.isEmpty()) {
      completed = pending;
      pending = null;
      assignedBefore.headMap(completed.id, true).clear();
      dispatch(new LedgerEvent.CheckpointCompleted(completed.id, now));
    }
  }

  private void fail(Failure failure) {
    pending = null;
    if (failure == Failure.EVERYTHING) {
      failEverything();
      return;
    }
    List<Integer> lost = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      lost.add(subtask);
    }
    Collections.shuffle(lost, random);
    if (failure == Failure.ONE_READER) {
      lost = lost.subList(0, 1);
    }
    for (int subtask : lost) {
      readers.set(subtask, restoredReader(subtask));
      toCoordinator.removeIf(event -> from(event) == subtask);
    }
    present.removeAll(lost);
    for (int i = random.nextInt(4); i > 0; i--) {
      pauseBeforeRestart();
    }
    for (int subtask : lost) {
      dispatch(new LedgerEvent.SplitsReturned(subtask, assignmentsSince(subtask), now));
      maybeReceiveOther();
    }
    lost.forEach(this::register);
  }

  private void pauseBeforeRestart() {
    now += random.nextInt(10_000);
    switch (random.nextInt(4)) {
      case 0 -> world.reshard();
      case 1 -> listPage();
      case 2 -> coordinatorReceives();
      default -> dispatch(new LedgerEvent.Tick(now));
    }
  }

  private void maybeReceiveOther() {
    if (random.nextBoolean()) {
      coordinatorReceives();
    }
  }

  private static int from(LedgerEvent event) {
    if (event instanceof LedgerEvent.ShardDrained drained) {
      return drained.subtask();
    }
    return event instanceof LedgerEvent.ReaderRegistered registered ? registered.subtask() : -1;
  }

  private List<ShardProgress> assignmentsSince(int subtask) {
    List<ShardProgress> back = new ArrayList<>();
    assignedBefore.values().forEach(by -> back.addAll(removed(by, subtask)));
    back.addAll(removed(assignedSince, subtask));
    return back;
  }

  private static List<ShardProgress> removed(Map<Integer, List<ShardProgress>> by, int subtask) {
    List<ShardProgress> found = by.remove(subtask);
    return found == null ? List.of() : found;
  }

  private Reader restoredReader(int subtask) {
    Reader reader = new Reader(subtask);
    if (completed != null) {
      reader.reported = completed.shards.getOrDefault(subtask, List.of());
      reader.log.addAll(completed.logs.getOrDefault(subtask, List.of()));
    }
    return reader;
  }

  private void failEverything() {
    assignedSince = new HashMap<>();
    assignedBefore.clear();
    archive = new ArrayList<>();
    readers = new ArrayList<>();
    boolean rescale = completed == null || random.nextInt(3) == 0;
    int count = rescale ? 1 + random.nextInt(4) : completed.parallelism;
    if (completed != null) {
      archive.addAll(completed.archive);
    }
    start(count, completed == null ? List.of() : completed.ledger);
    for (int subtask = 0; subtask < count; subtask++) {
      readers.add(rescale ? new Reader(subtask) : restoredReader(subtask));
    }
    if (rescale && completed != null) {
      redistribute();
    }
    for (int subtask = 0; subtask < count; subtask++) {
      register(subtask);
    }
  }

  /** A rescaled job starts with a checkpoint of its own that holds the old one's state. */
  private void redistribute() {
    completed.logs.values().forEach(archive::addAll);
    Checkpoint redistributed = new Checkpoint(completed.id, parallelism);
    redistributed.ledger = completed.ledger;
    redistributed.archive = List.copyOf(archive);
    int next = 0;
    for (List<ShardProgress> shards : completed.shards.values()) {
      for (ShardProgress shard : shards) {
        int subtask = next++ % parallelism;
        Reader reader = readers.get(subtask);
        List<ShardProgress> more = new ArrayList<>(reader.reported);
        more.add(shard);
        reader.reported = more;
        redistributed.shards.put(subtask, more);
      }
    }
    completed = redistributed;
  }

  @Override
  public void assign(ShardProgress shard, int subtask) {
    send(subtask, reader -> reader.take(shard));
    assignedSince.computeIfAbsent(subtask, any -> new ArrayList<>()).add(shard);
  }

  @Override
  public void release(ShardKey shard, int subtask) {
    send(subtask, reader -> reader.release(shard));
  }

  @Override
  public void queryChildren(ShardKey shard) {
    toCoordinator.add(new LedgerEvent.ChildrenListed(shard, world.childrenOf(shard.shard()), now));
  }

  @Override
  public void standBy(int subtask) {
    send(
        subtask,
        reader -> {
          if (!reader.held.isEmpty()) {
            throw new AssertionError("told to stand by with shards in hand");
          }
        });
  }

  private void send(int subtask, Message message) {
    if (!present.contains(subtask)) {
      throw new AssertionError("the engine refuses this, and fails the job: no reader " + subtask);
    }
    readers.get(subtask).inbox.add(message);
  }

  @Override
  public void reportLoss(CoverageGap gap) {
    throw new AssertionError("no life lasts as long as records are kept, yet: " + gap);
  }

  private interface Message {
    void deliver(Reader reader);
  }

  private record Stamped(long stamp, ReadHistory.Read read) {}

  private static final class Checkpoint {
    final long id;
    final int parallelism;
    final Set<Integer> waiting = new HashSet<>();
    final Map<Integer, List<ShardProgress>> shards = new TreeMap<>();
    final Map<Integer, List<Stamped>> logs = new TreeMap<>();
    List<LedgerEntry> ledger = List.of();
    List<Stamped> archive = List.of();

    Checkpoint(long id, int parallelism) {
      this.id = id;
      this.parallelism = parallelism;
      for (int subtask = 0; subtask < parallelism; subtask++) {
        waiting.add(subtask);
      }
    }
  }

  private final class Reader {
    final int subtask;
    final Map<ShardKey, ShardProgress> held = new LinkedHashMap<>();
    final Deque<Message> inbox = new ArrayDeque<>();
    final List<Stamped> log = new ArrayList<>();
    List<ShardProgress> reported = List.of();
    int beforeBarrier;

    Reader(int subtask) {
      this.subtask = subtask;
    }

    List<ShardProgress> snapshot() {
      return List.copyOf(held.values());
    }

    void receive() {
      boolean heldBack = pending != null && pending.waiting.contains(subtask) && beforeBarrier == 0;
      Message message = heldBack ? null : inbox.poll();
      if (message != null) {
        beforeBarrier = Math.max(0, beforeBarrier - 1);
        message.deliver(this);
      }
    }

    void take(ShardProgress shard) {
      if (held.put(shard.key(), shard) != null) {
        throw new AssertionError("given twice: " + shard.key());
      }
    }

    void release(ShardKey key) {
      ShardProgress released = held.remove(key);
      if (released != null && !released.drained()) {
        throw new AssertionError("released before drained: " + key);
      }
    }

    void readAny(int most) {
      List<ShardProgress> unread = new ArrayList<>(held.values());
      unread.removeIf(ShardProgress::drained);
      if (!unread.isEmpty()) {
        read(unread.get(random.nextInt(unread.size())), most);
      }
    }

    private void read(ShardProgress shard, int most) {
      String id = shard.key().shard();
      int next =
          shard.position() instanceof Position.AfterSequence after
              ? Integer.parseInt(after.sequence()) + 1
              : 0;
      int end = Math.min(world.records(id), next + most);
      for (int index = next; index < end; index++) {
        log.add(new Stamped(stamp++, new ReadHistory.Read(shard.key(), index)));
      }
      Position reached =
          end == 0 ? shard.position() : new Position.AfterSequence(String.valueOf(end - 1));
      boolean drained = end == world.records(id) && world.shard(id).closed();
      List<Shard> children = drained && random.nextBoolean() ? world.childrenOf(id) : List.of();
      held.put(shard.key(), new ShardProgress(shard.key(), reached, now, drained, children));
      if (drained) {
        toCoordinator.add(new LedgerEvent.ShardDrained(subtask, held.get(shard.key()), now));
      }
    }
  }
}
