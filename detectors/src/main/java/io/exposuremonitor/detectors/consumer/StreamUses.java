package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Extracts the uses of a stream from bundles. Ignores refused calls. */
public final class StreamUses {
  private static final String SERVICE_HOST = ".amazonaws.com";

  /** Errors of readers with permission: too fast, too late, or concurrent with others. */
  private static final Set<String> PASSING =
      Set.of(
          "LimitExceededException",
          "ThrottlingException",
          "ProvisionedThroughputExceededException",
          "KMSThrottlingException",
          "ExpiredIteratorException",
          "TrimmedDataAccessException",
          "ResourceInUseException",
          "InternalFailure",
          "InternalServerError");

  private final String monitor;

  private record Group(StreamUse.Kind kind, String consumer, StreamUse.Via via) {}

  /**
   * @param monitor part of the user agent that identifies this deployment; empty when unknown
   */
  public StreamUses(String monitor) {
    this.monitor = monitor;
  }

  /** True for a call on a stream. */
  public static boolean concerns(Operation operation) {
    return kind(operation) != null;
  }

  /** The uses of a bundle, one for each kind and reader. */
  public List<StreamUse> of(ActivityBundle bundle) {
    Map<Group, Uses> groups = new LinkedHashMap<>();
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      StreamUse.Kind kind = kind(facet.operation());
      if (kind != null && (!facet.failed() || PASSING.contains(facet.errorCode()))) {
        groups
            .computeIfAbsent(group(kind, facet.origin()), added -> new Uses(facet))
            .add(bundle, i);
      }
    }
    List<StreamUse> uses = new ArrayList<>(groups.size());
    groups.forEach((group, found) -> uses.add(found.use(group, bundle)));
    return uses;
  }

  private static StreamUse.@Nullable Kind kind(Operation operation) {
    return switch (operation) {
      case STREAM_GET_RECORDS,
          STREAM_GET_SHARD_ITERATOR,
          KINESIS_GET_RECORDS,
          KINESIS_GET_SHARD_ITERATOR,
          KINESIS_SUBSCRIBE_TO_SHARD ->
          StreamUse.Kind.READ;
      case STREAM_DESCRIBE -> StreamUse.Kind.LOOK;
      case ENABLE_KINESIS_DESTINATION -> StreamUse.Kind.DESTINATION;
      default -> null;
    };
  }

  private Group group(StreamUse.Kind kind, Origin origin) {
    return new Group(kind, ConsumerIds.inUserAgent(origin.userAgent()), via(origin));
  }

  private StreamUse.Via via(Origin origin) {
    if (!monitor.isEmpty() && origin.userAgent().contains(monitor)) {
      return StreamUse.Via.MONITOR;
    }
    boolean service =
        origin.invokedBy().endsWith(SERVICE_HOST) || origin.sourceIp().endsWith(SERVICE_HOST);
    return service ? StreamUse.Via.SERVICE : StreamUse.Via.DIRECT;
  }

  /** Accumulates the calls of one group. */
  private static final class Uses {
    private final Facet facet;
    private final DistinctCount calls = new DistinctCount(DistinctCount.LG_K);
    private final TreeSet<Long> shards = new TreeSet<>();
    private final List<EventReference> events = new ArrayList<>();
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private boolean anyShard;

    Uses(Facet facet) {
      this.facet = facet;
    }

    void add(ActivityBundle bundle, int i) {
      start = Math.min(start, bundle.time(i));
      end = Math.max(end, bundle.time(i));
      calls.add(bundle.idHash()[i]);
      anyShard |= bundle.keyStart(i) == bundle.keyEnd()[i];
      for (int key = bundle.keyStart(i); key < bundle.keyEnd()[i]; key++) {
        shards.add(bundle.keys()[key]);
      }
      while (shards.size() > StreamUse.MAX_SHARDS) {
        shards.pollLast();
      }
      String eventId = bundle.eventId(i);
      if (!eventId.isEmpty()) {
        events.add(new EventReference(eventId, bundle.facetOf(i).origin()));
      }
    }

    StreamUse use(Group group, ActivityBundle bundle) {
      return new StreamUse(
          group.kind(),
          bundle.resource(),
          bundle.actor(),
          group.via(),
          group.consumer(),
          "",
          facet.account(),
          facet.region(),
          bundle.slot(),
          start,
          end,
          calls.toBytes(),
          anyShard,
          shards.stream().mapToLong(Long::longValue).toArray(),
          EventReference.sample(events));
    }
  }
}
