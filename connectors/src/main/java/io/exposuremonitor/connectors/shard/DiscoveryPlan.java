package io.exposuremonitor.connectors.shard;

import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which streams are read, and where their shards start. The configured start holds for the first
 * listing of the streams that were there at the beginning. Shards that are listed later, and all
 * shards of streams that appear later, start at their horizon: nothing of them was seen yet. With a
 * start in time closed shards are read too, since they may hold records that arrived after it. Not
 * thread-safe.
 */
public final class DiscoveryPlan {
  /** An answer may be incomplete once; a stream is taken to be gone when it is missing again. */
  private static final int ABSENCES = 2;

  private final Position start;
  private final Map<String, PlannedStream> streams = new LinkedHashMap<>();
  private final Map<String, Integer> absences = new HashMap<>();
  private boolean started;

  /**
   * @param start where the first shards start: {@link Position.Horizon} or {@link
   *     Position.AtInstant}
   * @param state what a checkpoint holds; nothing started at the first start
   */
  public DiscoveryPlan(Position start, State state) {
    this.start = start;
    this.started = state.started;
    state.streams.forEach(stream -> streams.put(stream.arn(), stream));
  }

  /**
   * A stream as the service describes it.
   *
   * @param arn its ARN
   * @param live false when nothing more is written to it
   * @param retentionMillis how long it keeps records
   */
  public record ListedStream(String arn, boolean live, long retentionMillis) {}

  /**
   * A stream as it is read. State: part of checkpoints.
   *
   * @param arn its ARN
   * @param live false when nothing more is written to it; told as a gap once
   * @param retentionMillis how long it keeps records
   * @param start where the shards of its first listing start
   * @param listed true when its first listing was seen whole
   */
  public record PlannedStream(
      String arn, boolean live, long retentionMillis, Position start, boolean listed) {}

  /**
   * What is to go into a checkpoint.
   *
   * @param started true when the streams were listed once
   * @param streams all that were ever seen
   */
  public record State(boolean started, List<PlannedStream> streams) {
    /** Before the first start. */
    public static final State INITIAL = new State(false, List.of());

    /** Copies the list, so that a state never changes. */
    public State {
      streams = List.copyOf(streams);
    }

    /** The same without streams that are not wanted. */
    public State only(Predicate<String> wanted) {
      return new State(
          started, streams.stream().filter(stream -> wanted.test(stream.arn())).toList());
    }
  }

  /**
   * Takes the streams that are there now; gives the gaps that this means.
   *
   * @param complete false when others may be there too: then none is taken to be missing, and one
   *     that appears next may have been there at the beginning
   */
  public List<CoverageGap> listed(Collection<ListedStream> now, boolean complete, long at) {
    List<CoverageGap> gaps = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (ListedStream stream : now) {
      present.add(stream.arn());
      absences.remove(stream.arn());
      PlannedStream known = streams.get(stream.arn());
      boolean wasLive = known == null || known.live();
      streams.put(stream.arn(), known == null ? plan(stream, at, gaps) : renew(known, stream));
      if (wasLive && !stream.live()) {
        gaps.add(ended(stream.arn(), at, "the stream is disabled"));
      }
    }
    for (PlannedStream stream : List.copyOf(streams.values())) {
      boolean absent = complete && stream.live() && !present.contains(stream.arn());
      if (absent && absences.merge(stream.arn(), 1, Integer::sum) >= ABSENCES) {
        gaps.addAll(gone(stream.arn(), at));
      }
    }
    started |= complete;
    return gaps;
  }

  private PlannedStream plan(ListedStream stream, long at, List<CoverageGap> gaps) {
    long oldest = at - stream.retentionMillis();
    Position first = started ? Position.Horizon.INSTANCE : start;
    if (first instanceof Position.AtInstant instant && instant.epochMillis() < oldest) {
      gaps.add(
          new CoverageGap(
              Cause.START_BEFORE_RETENTION,
              stream.arn(),
              "",
              instant.epochMillis(),
              oldest,
              "the stream keeps less than was asked for: reading starts at its oldest record"));
      first = Position.Horizon.INSTANCE;
    }
    return new PlannedStream(stream.arn(), stream.live(), stream.retentionMillis(), first, false);
  }

  private static PlannedStream renew(PlannedStream known, ListedStream now) {
    return new PlannedStream(
        known.arn(), now.live(), now.retentionMillis(), known.start(), known.listed());
  }

  /** A stream doesn't exist any more; gives the gap, unless that was known. */
  public List<CoverageGap> gone(String stream, long at) {
    PlannedStream known = streams.get(stream);
    if (known == null || !known.live()) {
      return List.of();
    }
    streams.put(
        stream,
        new PlannedStream(stream, false, known.retentionMillis(), known.start(), known.listed()));
    return List.of(ended(stream, at, "the stream is not there any more"));
  }

  private static CoverageGap ended(String stream, long at, String detail) {
    return new CoverageGap(Cause.STREAM_ENDED, stream, "", at, at, detail);
  }

  /** Where shards start that a listing shows for the first time. */
  public Position startOf(String stream) {
    PlannedStream known = streams.get(stream);
    return known == null || known.listed() ? Position.Horizon.INSTANCE : known.start();
  }

  /** A listing of the stream was seen whole. */
  public void listedWhole(String stream) {
    streams.computeIfPresent(
        stream,
        (arn, known) ->
            new PlannedStream(arn, known.live(), known.retentionMillis(), known.start(), true));
  }

  /** All streams that were ever seen, those that ended too. */
  public List<PlannedStream> streams() {
    return List.copyOf(streams.values());
  }

  /** What is to go into a checkpoint. */
  public State state() {
    return new State(started, streams());
  }
}
