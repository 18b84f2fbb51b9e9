package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StreamReaderDetector} remembers of one stream. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_READERS} readers, 1.3 KB for each of at
 * most {@value #MAX_READERS_AT_ONCE} readers in each of three slots, 2 KB for each of at most
 * {@value #MAX_UNKNOWN} unknown readers, 80 for each of at most {@value #MAX_APPLICATIONS}
 * applications: 270 KB at most. With a longer lateness bound than the default there are more slots,
 * up to 32: then 1.5 MB at most. A stream with three readers takes under 10 KB. All of it except
 * {@link #changesSince} expires when the stream wasn't used for the memory.
 */
public final class StreamReaderState extends ExpiringState {
  /** Readers remembered; each application of a reader counts separately. */
  public static final int MAX_READERS = 256;

  /**
   * Number of remembered readers from which on actors that only described the stream are not
   * remembered: reported at low, they could otherwise evict readers until nobody counts as new.
   */
  public static final int MAX_WITH_LOOKS = MAX_READERS / 2;

  /** Readers distinguished in one slot. */
  public static final int MAX_READERS_AT_ONCE = 32;

  /** Unknown readers of the last slots, each counted once per slot; see {@link UnknownReaders}. */
  public static final int MAX_UNKNOWN = 64;

  /** Applications whose lease tables were read. */
  public static final int MAX_APPLICATIONS = 32;

  /** ARN of the table or stream. */
  public String source = "";

  /** When each reader read or described the stream, by hash. */
  public Map<Long, Recency> readers = new HashMap<>();

  /** When readers were evicted although they were within the memory; null for never. */
  public @Nullable Recency forgetting;

  /** When the replication of a global table read; null for never. */
  public @Nullable Recency replicated;

  /** Names of applications by consumer id. */
  public Map<String, String> applications = new HashMap<>();

  /** Readers of the last slots. */
  public List<ReaderUse> recent = new ArrayList<>();

  /** Time since which a Kinesis stream is known to carry a table's changes, epoch milliseconds. */
  public long changesSince = Long.MAX_VALUE;

  /**
   * Unknown readers of the last slots. If it is not known whether the stream carries a table's
   * changes, they have not been reported.
   */
  public List<UnknownReader> unknown = new ArrayList<>();
}
