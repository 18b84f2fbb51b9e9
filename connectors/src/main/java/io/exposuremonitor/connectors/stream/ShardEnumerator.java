package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.DiscoveryPlan;
import io.exposuremonitor.connectors.shard.DiscoveryPlan.ListedStream;
import io.exposuremonitor.connectors.shard.DiscoveryPlan.PlannedStream;
import io.exposuremonitor.connectors.shard.HashCoverage;
import io.exposuremonitor.connectors.shard.LedgerAction;
import io.exposuremonitor.connectors.shard.LedgerEntry.Status;
import io.exposuremonitor.connectors.shard.LedgerEvent;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import io.exposuremonitor.connectors.shard.SplitLedger;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.GapsEmitted;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ReleaseSplit;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.ShardDrained;
import io.exposuremonitor.connectors.stream.ShardSourceEvent.StandBy;
import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds streams and shards; the {@link SplitLedger} decides which reader reads them. This class
 * only passes events to the ledger and performs its actions. Everything runs on the coordinator's
 * thread, except calls of the service, which run on the engine's worker thread and touch no state
 * of this class.
 *
 * <p>Checkpointed: the plan of streams, the ledger, gaps in transit. Not checkpointed: which
 * readers are registered, tokens of listings, unconfirmed holes. When a reader is lost, its
 * assignments are returned, and it gets them again when it registers; the loss causes no failure
 * here.
 */
final class ShardEnumerator
    implements SplitEnumerator<ShardSplit, EnumeratorState>,
        LedgerAction.Handler,
        StreamLister.Listener,
        ChildSearch.Listener {
  private static final long TICK_MILLIS = 1_000;

  private final SplitEnumeratorContext<ShardSplit> context;
  private final ShardedStreamSettings settings;
  private final LongSupplier wallMillis;
  private final StreamService<?> service;
  private final EnumeratorMetrics metrics;
  private final EnumeratorEvents events;
  private final StreamLister lister;
  private final ChildSearch children;
  private final DiscoveryPlan plan;
  private final SplitLedger ledger;
  private final GapDispatcher gaps;
  private final HashCoverage coverage;
  private final Map<String, Long> listingCompleted = new HashMap<>();
  private final Map<String, PlannedStream> planned = new HashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final long startedAt;

  /**
   * @param wallMillis epoch milliseconds
   * @param state restored from a checkpoint, or {@link EnumeratorState#initial}
   */
  ShardEnumerator(
      SplitEnumeratorContext<ShardSplit> context,
      StreamService.Factory<?> factory,
      ShardedStreamSettings settings,
      LongSupplier wallMillis,
      EnumeratorState state) {
    this.context = context;
    this.settings = settings;
    this.wallMillis = wallMillis;
    this.startedAt = wallMillis.getAsLong();
    this.metrics = new EnumeratorMetrics(context.metricGroup(), wallMillis);
    this.events = new EnumeratorEvents(metrics.calls());
    this.service = factory.create(events);
    this.lister = new StreamLister(context, service, metrics.calls(), this, System::nanoTime);
    this.children = new ChildSearch(context, service, lister, metrics.calls(), this);
    EnumeratorState known = state.only(service::wants);
    this.plan = new DiscoveryPlan(settings.start().position(), known.plan());
    plan.streams().forEach(stream -> service.resume(stream.arn()));
    this.ledger =
        new SplitLedger(
            settings.ledger(), context.currentParallelism(), service::createdAt, known.entries());
    this.gaps = new GapDispatcher(context, metrics.calls(), known.gaps());
    this.coverage = new HashCoverage(settings.holeConfirmations());
  }

  @Override
  public void start() {
    plan.streams().forEach(this::announce);
    lister.start(settings.discoveryInterval().toMillis());
    context.callAsync(() -> true, this::tick, TICK_MILLIS, TICK_MILLIS);
  }

  private void tick(boolean always, @Nullable Throwable never) {
    gaps.report(events.takeGaps());
    handle(new LedgerEvent.Tick(now()));
  }

  private long now() {
    return wallMillis.getAsLong();
  }

  private void handle(LedgerEvent event) {
    ledger.on(
        new LedgerEvent.ReadersPresent(Set.copyOf(context.registeredReaders().keySet()), now()));
    ledger.on(event).forEach(action -> action.perform(this));
    metrics.shards(ledger.count(Status.ASSIGNED), ledger.count(Status.UNASSIGNED));
  }

  private void announce(PlannedStream stream) {
    if (stream.equals(planned.put(stream.arn(), stream))) {
      return;
    }
    handle(
        new LedgerEvent.StreamSeen(stream.arn(), stream.live(), stream.retentionMillis(), now()));
  }

  @Override
  public void streams(StreamList streams) {
    List<ListedStream> listed =
        streams.found().stream()
            .map(info -> new ListedStream(info.arn(), info.live(), info.retention().toMillis()))
            .toList();
    gaps.report(plan.listed(listed, streams.complete(), now()));
    plan.streams().forEach(this::announce);
    forgetEnded();
    lister.list(listed.stream().map(ListedStream::arn).toList());
    discoveryAge();
  }

  /**
   * Forgets ended streams once the ledger has forgotten their shards, which it keeps for longer
   * than their records are retained.
   */
  private void forgetEnded() {
    for (String stream : plan.forgetEnded(ledger::hasShards)) {
      planned.remove(stream);
      listingCompleted.remove(stream);
      denied.remove(stream);
      coverage.forget(stream);
      handle(new LedgerEvent.StreamForgotten(stream, now()));
    }
  }

  @Override
  public void page(String stream, ShardPage page, boolean first) {
    if (!plan.knows(stream)) {
      return; // The stream was forgotten while this call was running.
    }
    denied.remove(stream);
    boolean last = page.next() == null;
    handle(
        new LedgerEvent.PageListed(
            stream, page.shards(), plan.startOf(stream), first, last, now()));
    if (last) {
      plan.listingCompleted(stream);
      listingCompleted.put(stream, now());
      discoveryAge();
      checkCoverage(stream);
    }
  }

  @Override
  public void gone(String stream) {
    gaps.report(plan.gone(stream, now()));
    plan.streams().forEach(this::announce);
  }

  @Override
  public void denied(String stream, String why) {
    if (denied.add(stream)) {
      gaps.report(List.of(new CoverageGap(CoverageGap.Cause.DENIED, stream, "", 0, now(), why)));
      handle(new LedgerEvent.ListingRefused(stream, now()));
    }
  }

  private void discoveryAge() {
    long oldest = now();
    for (PlannedStream stream : plan.streams()) {
      if (stream.live()) {
        oldest = Math.min(oldest, listingCompleted.getOrDefault(stream.arn(), startedAt));
      }
    }
    metrics.listedAt(oldest);
  }

  private void checkCoverage(String stream) {
    boolean live =
        plan.streams().stream().anyMatch(known -> known.arn().equals(stream) && known.live());
    if (live) {
      CoverageGap gap = coverage.observe(stream, ledger.unfinishedRanges(stream), now());
      if (gap != null) {
        gaps.report(List.of(gap));
        lister.list(List.of(stream));
      }
    } else {
      coverage.forget(stream);
    }
    metrics.holes(coverage.confirmed());
  }

  @Override
  public void addReader(int subtask) {
    ReaderInfo reader = context.registeredReaders().get(subtask);
    List<ShardSplit> reported =
        reader == null ? List.of() : reader.getReportedSplitsOnRegistration();
    handle(new LedgerEvent.ReaderRegistered(subtask, progress(reported), now()));
    gaps.send();
  }

  @Override
  public void addSplitsBack(List<ShardSplit> splits, int subtask) {
    handle(new LedgerEvent.SplitsReturned(subtask, progress(splits), now()));
    gaps.readerLost(subtask);
  }

  private List<ShardProgress> progress(List<ShardSplit> splits) {
    return splits.stream()
        .map(ShardSplit::progress)
        .filter(shard -> service.wants(shard.key().stream()))
        .toList();
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    // Readers don't request splits: shards are assigned as soon as they may be read.
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof ShardDrained drained) {
      ShardProgress shard = drained.decoded().progress();
      handle(new LedgerEvent.ShardDrained(subtask, shard, now()));
    } else if (event instanceof GapsEmitted emitted) {
      gaps.acknowledged(emitted);
    } else {
      throw new IllegalArgumentException("a reader sent " + event.getClass().getName());
    }
  }

  @Override
  public void assign(ShardProgress shard, int subtask) {
    context.assignSplit(new ShardSplit(shard), subtask);
  }

  @Override
  public void release(ShardKey shard, int subtask) {
    context.sendEventToSourceReader(subtask, new ReleaseSplit(shard.toString()));
  }

  @Override
  public void standBy(int subtask) {
    context.sendEventToSourceReader(subtask, new StandBy());
  }

  @Override
  public void reportLoss(CoverageGap gap) {
    gaps.report(List.of(gap));
  }

  @Override
  public void queryChildren(ShardKey shard) {
    children.search(shard);
  }

  @Override
  public void children(ShardKey parent, List<Shard> found) {
    handle(new LedgerEvent.ChildrenListed(parent, found, now()));
  }

  @Override
  public EnumeratorState snapshotState(long checkpoint) {
    handle(new LedgerEvent.CheckpointTaken(checkpoint, now()));
    gaps.report(events.takeGaps());
    return new EnumeratorState(plan.state(), ledger.entries(), gaps.state());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    handle(new LedgerEvent.CheckpointCompleted(checkpoint, now()));
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
