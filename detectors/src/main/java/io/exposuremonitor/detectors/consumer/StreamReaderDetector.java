package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.ConsumerThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code consumer.new-stream-reader}, {@code consumer.new-kinesis-reader} and {@code
 * consumer.too-many-readers}. Keyed by {@link StreamUse#source}.
 *
 * <p>A reader is expected when the policy names it, when it is this monitor or an AWS service on
 * its own behalf, or when it {@linkplain Observation#isUsual usually reads the stream}. Other
 * readers are reported, whenever they read, once the logs have been observed for the learning time;
 * with a learning time of zero, from the first record on and for as long as they read.
 *
 * <p>Only Kinesis streams that carry a table's changes are relevant. The record that shows this may
 * arrive after those of the readers: they wait for as long as it may still arrive. The fact never
 * expires, since it isn't recorded again.
 *
 * <p>A new reader never evicts a known one: as long as there is no room for it, it is reported
 * whenever it reads. So many new readers make nobody else look new, and hide nobody. Only during
 * the learning time, when nobody is reported, can readers be evicted; then nobody counts as new for
 * the memory.
 */
public final class StreamReaderDetector implements Detector<StreamReaderState, StreamUse> {
  private static final long SLOT = ActivityBundle.SLOT_MILLIS;
  private static final String REPLICATION = "replication.dynamodb.amazonaws.com";
  private static final String REPLICATION_ROLE = "AWSServiceRoleForDynamoDBReplication";

  private final Observation observation;
  private final Consumer<StreamReaders> out;
  private final Runnable unreported;

  /**
   * @param observation when the logs were observed
   * @param out receives the number of readers of the stream whenever it may have changed
   * @param unreported called for each unknown reader that was evicted before it was known whether
   *     the stream carries a table's changes
   */
  public StreamReaderDetector(
      Observation observation, Consumer<StreamReaders> out, Runnable unreported) {
    this.observation = observation;
    this.out = out;
    this.unreported = unreported;
  }

  /** The assessment of the reader of a use. */
  private record Judgement(boolean expected, boolean newReader, boolean newApplication) {
    static final Judgement EXPECTED = new Judgement(true, false, false);

    boolean isNew() {
      return newReader || newApplication;
    }
  }

  @Override
  public @Nullable StreamReaderState on(
      @Nullable StreamReaderState known, StreamUse use, DetectorContext context) {
    StreamReaderState state = known == null ? new StreamReaderState() : known;
    state.source = use.source();
    ConsumerThresholds thresholds =
        context.thresholds(ConsumerThresholds.class, use.actor(), use.source());
    Horizon horizon = context.horizon(use.slot(), thresholds);
    switch (use.kind()) {
      case DESTINATION -> startCarrying(state, use, context);
      case APPLICATION -> know(state, use, horizon);
      case LOOK, READ -> onReader(state, use, thresholds, horizon, context);
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable StreamReaderState onTime(
      StreamReaderState state, long time, DetectorContext context) {
    ConcurrentReaders readersNow = readersNow(state, context);
    readersNow.forgetBefore(time - SLOT);
    new UnknownReaders(state.unknown).settle(time);
    out.accept(readersNow.readers(state.source));
    StreamReaderState kept = Expiry.onTime(state, time, context);
    return kept == null && state.changesSince != Long.MAX_VALUE ? withoutUses(state) : kept;
  }

  /** The fact that a stream carries changes is recorded only once, so it never expires. */
  private static StreamReaderState withoutUses(StreamReaderState state) {
    StreamReaderState kept = new StreamReaderState();
    kept.source = state.source;
    kept.changesSince = state.changesSince;
    return kept;
  }

  private void onReader(
      StreamReaderState state,
      StreamUse use,
      ConsumerThresholds thresholds,
      Horizon horizon,
      DetectorContext context) {
    if (use.actor().kind() == Actor.Kind.SERVICE) {
      if (replicates(use.actor())) {
        state.replicated = horizon.used(state.replicated);
      }
      return;
    }
    Judgement judged = judge(state, use, thresholds, horizon, context.policy());
    if (judged.isNew()) {
      String application = application(state, use, horizon, context.policy());
      boolean report = judged.newReader() || application.isEmpty();
      if (report) {
        report(state, new UnknownReader(use, judged.newReader(), application), context);
      }
    }
    if (isLearnt(use, thresholds, context.policy())) {
      remember(state, use, judged.isNew(), horizon);
    }
    if (use.kind() == StreamUse.Kind.READ) {
      count(state, use, judged.expected(), thresholds, horizon, context);
    }
  }

  /** The monitor's mark can be copied: whoever carries it once is not known without it. */
  private static boolean isLearnt(StreamUse use, ConsumerThresholds thresholds, Policy policy) {
    return !thresholds.learning().isZero()
        && use.via() != StreamUse.Via.MONITOR
        && !KnownReaders.isListed(use, policy);
  }

  private Judgement judge(
      StreamReaderState state,
      StreamUse use,
      ConsumerThresholds thresholds,
      Horizon horizon,
      Policy policy) {
    if (use.via() == StreamUse.Via.MONITOR || KnownReaders.isListed(use, policy)) {
      return Judgement.EXPECTED;
    }
    if (thresholds.learning().isZero()) {
      return new Judgement(false, true, false);
    }
    FirstSeen memory = memory(state);
    boolean isUsual = observation.isUsual(memory.uses(hash(use)), horizon);
    boolean forgot = horizon.isWithinMemory(state.forgetting);
    if (forgot || !observation.isLongEnough(use.slot(), horizon)) {
      return new Judgement(!memory.isNew(hash(use), horizon), false, false);
    }
    boolean describes = use.kind() == StreamUse.Kind.LOOK;
    boolean newReader =
        !isUsual && !(describes && observation.isUsual(memory.uses(readHash(use)), horizon));
    boolean newApplication =
        isUsual
            && !describes
            && !use.consumer().isEmpty()
            && !observation.isUsual(memory.uses(applicationHash(use)), horizon);
    return new Judgement(!newReader, newReader, newApplication);
  }

  /** While there is no room for a new reader, it is reported whenever it reads. */
  private static void remember(
      StreamReaderState state, StreamUse use, boolean isNew, Horizon horizon) {
    long reader = hash(use);
    if (use.kind() == StreamUse.Kind.LOOK
        && state.readers.size() >= StreamReaderState.MAX_WITH_LOOKS
        && !state.readers.containsKey(reader)) {
      return;
    }
    List<Long> hashes = new ArrayList<>();
    hashes.add(reader);
    if (use.kind() == StreamUse.Kind.READ && !use.consumer().isEmpty()) {
      hashes.add(applicationHash(use));
    }
    if (!isNew || memory(state).hasRoomFor(hashes, horizon)) {
      state.forgetting = memory(state).remember(hashes, horizon, state.forgetting);
    }
  }

  private void count(
      StreamReaderState state,
      StreamUse use,
      boolean expected,
      ConsumerThresholds thresholds,
      Horizon horizon,
      DetectorContext context) {
    ConcurrentReaders readersNow = readersNow(state, context);
    readersNow.add(ReaderUse.of(use, applicationHash(use), expected));
    out.accept(readersNow.readers(state.source));
    context.wakeAt(use.slot() + 2 * SLOT);
    boolean replicated = !horizon.isNew(state.replicated);
    int room = replicated ? thresholds.readersPerReplicatedShard() : thresholds.readersPerShard();
    List<ReaderUse> readers = readersNow.atOneShard(use.slot());
    if (use.ofTable() && readers.size() > room) {
      ReaderUse all = readersNow.together(use.slot());
      context.signal(ReaderSignals.tooMany(use, all, readers, room, replicated));
    }
  }

  /** Reports a reader, unless the stream may carry no table's changes: then it is kept waiting. */
  private void report(StreamReaderState state, UnknownReader reader, DetectorContext context) {
    UnknownReaders readers = new UnknownReaders(state.unknown);
    readers.settle(reader.use().start() - context.latenessMillis());
    UnknownReader all = readers.add(reader);
    boolean carries = carries(state, all.use(), context.policy());
    if (carries) {
      context.signal(all.signal());
    }
    if (readers.evict() && !carries) {
      unreported.run();
    }
  }

  private static boolean carries(StreamReaderState state, StreamUse use, Policy policy) {
    return use.ofTable() || state.changesSince <= use.end() || policy.carriesChanges(use.stream());
  }

  private static void startCarrying(
      StreamReaderState state, StreamUse use, DetectorContext context) {
    long before = state.changesSince;
    state.changesSince = Math.min(before, use.start());
    new UnknownReaders(state.unknown)
        .lastSeen(time -> time >= state.changesSince && time < before).stream()
            .filter(reader -> !context.policy().carriesChanges(reader.use().stream()))
            .forEach(reader -> context.signal(reader.signal()));
  }

  private static void know(StreamReaderState state, StreamUse use, Horizon horizon) {
    if (state.applications.size() < StreamReaderState.MAX_APPLICATIONS
        || state.applications.containsKey(use.consumer())) {
      state.applications.put(use.consumer(), use.application());
    }
    List<Long> leases = List.of(leaseHash(use));
    // Of a full memory, readers are worth more than the name of one more application.
    if (memory(state).hasRoomFor(leases, horizon)) {
      memory(state).remember(leases, horizon);
    }
  }

  /** Name of the application that the reader claims to be, if its lease table is known. */
  private static String application(
      StreamReaderState state, StreamUse use, Horizon horizon, Policy policy) {
    if (use.consumer().isEmpty()) {
      return "";
    }
    String found = state.applications.getOrDefault(use.consumer(), "");
    return found.isEmpty() || memory(state).isNew(leaseHash(use), horizon)
        ? KnownReaders.application(use, policy)
        : found;
  }

  private static boolean replicates(Actor actor) {
    return actor.id().equals(REPLICATION) || actor.id().contains(REPLICATION_ROLE);
  }

  private static ConcurrentReaders readersNow(StreamReaderState state, DetectorContext context) {
    return new ConcurrentReaders(state.recent, context.latenessMillis());
  }

  private static FirstSeen memory(StreamReaderState state) {
    return new FirstSeen(state.readers, StreamReaderState.MAX_READERS);
  }

  private static long hash(StreamUse use) {
    return use.kind() == StreamUse.Kind.LOOK
        ? IdHash.of("look " + use.actor().id())
        : readHash(use);
  }

  private static long readHash(StreamUse use) {
    return IdHash.of("read " + use.actor().id());
  }

  private static long applicationHash(StreamUse use) {
    return IdHash.of("read " + use.actor().id() + ' ' + use.consumer());
  }

  private static long leaseHash(StreamUse use) {
    return IdHash.of("leases " + use.consumer());
  }
}
