package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the signals of readers and their applications, with messages and evidence. */
final class ReaderSignals {
  private static final String GUIDE = "docs/detectors/consumers.md";

  private static final Analytic NEW_STREAM_READER =
      analytic("consumer.new-stream-reader", "New reader of a table's change stream", "T1020");
  private static final Analytic NEW_KINESIS_READER =
      analytic("consumer.new-kinesis-reader", "New reader of a table's Kinesis stream", "T1020");
  private static final Analytic TOO_MANY_READERS =
      analytic("consumer.too-many-readers", "Too many readers of a change stream", "T1020");
  private static final Analytic APPLICATION =
      analytic("consumer.kcl-application", "New Kinesis Client Library application", "T1020");

  /** Maximum number of readers named in a message. */
  private static final int NAMED_READERS = 10;

  private ReaderSignals() {}

  private static Analytic analytic(String id, String title, String... techniques) {
    return Analytic.behavioral(id, title, GUIDE, techniques);
  }

  /**
   * An unexpected reader, or an unexpected description of a stream.
   *
   * @param use all that it did in the slot
   * @param newReader true if the actor is new, false if only its application is
   * @param application name of the known application that it claims to be, or empty
   */
  static Signal unknown(StreamUse use, boolean newReader, String application) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!use.consumer().isEmpty()) {
      facts.put("kcl_consumer_id", use.consumer());
    }
    if (!application.isEmpty()) {
      facts.put("kcl_application", application);
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    long calls = DistinctCount.estimate(use.calls());
    counts.put("calls", calls);
    if (use.shards().length > 0) {
      counts.put("shards", (long) use.shards().length);
    }
    Level level = level(use, newReader, application);
    return Signal.of(
            use.ofTable() ? NEW_STREAM_READER : NEW_KINESIS_READER,
            level,
            level == Level.HIGH ? Confidence.HIGH : Confidence.MEDIUM)
        .about(use.actor(), use.stream(), use.account(), use.region())
        .during(use.start(), use.end())
        .saying(
            calls, message(use, newReader, application), new Evidence(counts, facts, use.events()));
  }

  private static Level level(StreamUse use, boolean newReader, String application) {
    if (!newReader || use.kind() == StreamUse.Kind.LOOK) {
      return Level.LOW;
    }
    // If a service polls, the call that attached it is evaluated separately. A claimed name is no
    // proof, but probably means that the application was moved to another role.
    boolean explained = use.via() == StreamUse.Via.SERVICE || !application.isEmpty();
    return explained ? Level.MEDIUM : Level.HIGH;
  }

  private static String message(StreamUse use, boolean newReader, String application) {
    String who = Names.actor(use.actor());
    if (use.kind() == StreamUse.Kind.LOOK) {
      return who
          + " looked at how "
          + name(use)
          + " is laid out, which is what comes before reading it: ask why.";
    }
    if (!newReader) {
      return who
          + " reads "
          + name(use)
          + " with another application of the Kinesis Client Library than before: find out which, and"
          + " name its lease table in the policy.";
    }
    String how = use.via() == StreamUse.Via.SERVICE ? ", through a service that polls for it" : "";
    String as = application.isEmpty() ? "" : ", and says that it is " + application;
    return who
        + " reads "
        + name(use)
        + how
        + as
        + ", and is not one of its known readers: every change of the table reaches it. Ask its owner"
        + " why, and take its permission away until that is clear.";
  }

  /**
   * More concurrent readers of a shard than it can serve.
   *
   * @param use the use that exceeded the limit
   * @param all readers of its slot, merged
   * @param readers readers of the shard
   */
  static Signal tooMany(
      StreamUse use, ReaderUse all, List<ReaderUse> readers, int room, boolean replicated) {
    String why = replicated ? ", since its replicas read it too" : "";
    List<String> names = ConcurrentReaders.names(readers);
    String first = String.join(", ", names.subList(0, Math.min(NAMED_READERS, names.size())));
    String more =
        names.size() > NAMED_READERS ? " and " + (names.size() - NAMED_READERS) + " more" : "";
    return Signal.of(TOO_MANY_READERS, Level.MEDIUM, Confidence.MEDIUM)
        .about(account(use.account(), use.source()), use.stream(), use.account(), use.region())
        .during(all.start(), all.end())
        .saying(
            readers.size(),
            readers.size()
                + " readers read one shard of "
                + name(use)
                + " at the same time, but it has room for "
                + room
                + why
                + ", so they slow each other down"
                + (names.isEmpty() ? "" : ": " + first + more)
                + ". Find out which of them does not belong there.",
            new Evidence(
                Map.of("readers", (long) readers.size(), "room", (long) room),
                Map.of(),
                all.events()));
  }

  /** Leases written to, or found in, an unknown table. */
  static Signal application(LeaseSighting sighting) {
    String name = TableArns.name(sighting.table());
    String message =
        sighting.polled()
            ? "The application %s keeps leases, so it reads a stream, and is not one of the known ones:"
                + " find out which stream and who runs it."
            : "The application %s takes leases, so it reads a stream, and is not one of the known ones:"
                + " find out which stream, and ask whoever runs it.";
    return Signal.of(APPLICATION, Level.MEDIUM, Confidence.MEDIUM)
        .about(sighting.actor(), sighting.table(), sighting.account(), sighting.region())
        .during(sighting.start(), sighting.end())
        .saying(
            1,
            message.formatted(name),
            new Evidence(Map.of(), Map.of("kcl_application", name), sighting.events()));
  }

  static Actor account(String account, String arn) {
    return Actor.ofAccount(Arns.account(arn).isEmpty() ? account : Arns.account(arn));
  }

  private static String name(StreamUse use) {
    String source = use.source();
    return use.ofTable()
        ? "the change stream of " + Names.table(source)
        : "the Kinesis stream " + Arns.name(source);
  }
}
