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
 * Determines which streams are read, and where their shards start. The configured start applies to
 * the first listing of the streams that existed at the beginning. Shards that are listed later, and
 * all shards of streams that appear later, start at their horizon, because nothing of them was read
 * yet. With a start time, closed shards are read too, since they may hold records that arrived
 * after it. Not thread-safe.
 */
public final class DiscoveryPlan {
  /** An answer may be incomplete; a stream counts as gone when it is missing from two in a row. */
  private static final int ABSENCES = 2;

  private final Position start;
  private final Map<String, PlannedStream> streams = new LinkedHashMap<>();
  private final Map<String, Integer> absences = new HashMap<>();
  private boolean started;

  /**
   * @param start where the first shards start: {@link Position.Horizon} or {@link
   *     Position.AtInstant}
   * @param state from a checkpoint; {@link State#INITIAL} at the first start
   */
  public DiscoveryPlan(Position start, State state) {
    this.start = start;
    this.started = state.started;
    state.streams.forEach(stream -> streams.put(stream.arn(), stream));
  }

  /**
   * A stream as described by the service.
   *
   * @param arn its ARN
   * @param live false when it takes no more records
   * @param retentionMillis how long it retains records
   */
  public record ListedStream(String arn, boolean live, long retentionMillis) {}

  /**
   * A stream as it is read. Part of checkpoints.
   *
   * @param arn its ARN
   * @param live false when it takes no more records, which is reported as a gap once
   * @param retentionMillis how long it retains records
   * @param start where the shards of its first listing start
   * @param listed true when its first listing was seen completely
   */
  public record PlannedStream(
      String arn, boolean live, long retentionMillis, Position start, boolean listed) {}

  /**
   * The checkpointed state.
   *
   * @param started true when the streams were listed once
   * @param streams all streams that were seen and not forgotten
   */
  public record State(boolean started, List<PlannedStream> streams) {
    /** The state before the first start. */
    public static final State INITIAL = new State(false, List.of());

    /** Copies the list, so that the state is immutable. */
    public State {
      streams = List.copyOf(streams);
    }

    /** This state with the wanted streams only. */
    public State only(Predicate<String> wanted) {
      return new State(
          started, streams.stream().filter(stream -> wanted.test(stream.arn())).toList());
    }
  }

  /**
   * Processes a list of the existing streams; returns the resulting gaps.
   *
   * @param complete false when further streams may exist: then none counts as missing, and one that
   *     appears next may have existed at the beginning
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
      boolean absent = complete && !present.contains(stream.arn());
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

  /** Processes that a stream no longer exists; returns the gap, unless it was reported before. */
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

  /**
   * Forgets the streams that ended, are missing from two complete lists in a row since this plan
   * was made, and have no shard left. The shards must outlive their records, so that a stream that
   * reappears nevertheless is read as a new one without any record being read twice.
   *
   * @param hasShards whether shards of a stream are still known
   * @return the ARNs of the forgotten streams
   */
  public List<String> forgetEnded(Predicate<String> hasShards) {
    List<String> forgotten = new ArrayList<>();
    for (PlannedStream stream : streams.values()) {
      boolean missing = absences.getOrDefault(stream.arn(), 0) >= ABSENCES;
      if (!stream.live() && missing && !hasShards.test(stream.arn())) {
        forgotten.add(stream.arn());
      }
    }
    forgotten.forEach(streams::remove);
    forgotten.forEach(absences::remove);
    return forgotten;
  }

  private static CoverageGap ended(String stream, long at, String detail) {
    return new CoverageGap(Cause.STREAM_ENDED, stream, "", at, at, detail);
  }

  /** Where the shards start that a listing shows for the first time. */
  public Position startOf(String stream) {
    PlannedStream known = streams.get(stream);
    return known == null || known.listed() ? Position.Horizon.INSTANCE : known.start();
  }

  /** Records that a listing of the stream was seen completely. */
  public void listingCompleted(String stream) {
    streams.computeIfPresent(
        stream,
        (arn, known) ->
            new PlannedStream(arn, known.live(), known.retentionMillis(), known.start(), true));
  }

  /** Whether a stream was seen and not forgotten. */
  public boolean knows(String stream) {
    return streams.containsKey(stream);
  }

  /** All streams that were seen and not forgotten, including those that ended. */
  public List<PlannedStream> streams() {
    return List.copyOf(streams.values());
  }

  /** The state for a checkpoint. */
  public State state() {
    return new State(started, streams());
  }
}
