package io.exposuremonitor.detectors.consumer;

import static io.exposuremonitor.detectors.activity.Operation.ENABLE_KINESIS_DESTINATION;
import static io.exposuremonitor.detectors.activity.Operation.KINESIS_SUBSCRIBE_TO_SHARD;
import static io.exposuremonitor.detectors.activity.Operation.STREAM_DESCRIBE;
import static io.exposuremonitor.detectors.activity.Operation.STREAM_GET_RECORDS;
import static io.exposuremonitor.detectors.activity.Operation.STREAM_GET_SHARD_ITERATOR;
import static io.exposuremonitor.detectors.consumer.Reads.ALICE;
import static io.exposuremonitor.detectors.consumer.Reads.INDEXER;
import static io.exposuremonitor.detectors.consumer.Reads.KINESIS;
import static io.exposuremonitor.detectors.consumer.Reads.MONITOR;
import static io.exposuremonitor.detectors.consumer.Reads.ORDERS;
import static io.exposuremonitor.detectors.consumer.Reads.REPLICATION;
import static io.exposuremonitor.detectors.consumer.Reads.START;
import static io.exposuremonitor.detectors.consumer.Reads.STREAM;
import static io.exposuremonitor.detectors.consumer.Reads.after;
import static io.exposuremonitor.detectors.consumer.Reads.call;
import static io.exposuremonitor.detectors.consumer.Reads.kinesis;
import static io.exposuremonitor.detectors.consumer.Reads.open;
import static io.exposuremonitor.detectors.consumer.Reads.read;
import static io.exposuremonitor.detectors.consumer.Reads.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderDetectorTest {
  private static final long SLOT = 15 * 60_000L;
  private static final long DAY = 96 * SLOT;
  private static final long ANY = 0;
  private static final String INDEXER_LEASES =
      "arn:aws:dynamodb:eu-west-1:111122223333:table/indexer";
  private static final String INDEXER_AGENT =
      "amazon-kinesis-client-library-java-KCL-ConsumerId-"
          + ConsumerIds.ofLeaseTable(INDEXER_LEASES)
          + "/3.5.1";

  private static KeyedRun<StreamReaderState> watching(Policy policy) {
    return Reads.watching(policy, counts -> {});
  }

  private static KeyedRun<StreamReaderState> watching() {
    return watching(Policy.defaults());
  }

  private static Policy policy(String yaml) throws Exception {
    return PolicyLoader.load("policy.yml", "version: 1\n" + yaml);
  }

  private static List<String> ids(KeyedRun<StreamReaderState> run) {
    return run.signals().stream().map(signal -> signal.analytic().id()).distinct().toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"STREAM_GET_RECORDS", "STREAM_GET_SHARD_ITERATOR"})
  void signalsNewReaderOfStream(Operation operation) {
    List<Signal> signals =
        watching()
            .take(
                read(INDEXER, after("P1D")),
                call(operation, ALICE, STREAM, after("P8D"), "", "", ""))
            .signals();

    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.analytic().id()).isEqualTo("consumer.new-stream-reader");
    assertThat(signal.level()).isEqualTo(Level.HIGH);
    assertThat(signal.actor()).isEqualTo(ALICE);
    assertThat(signal.resource()).isEqualTo(STREAM);
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signal.message()).startsWith("user/alice reads the change stream of `orders`");
    assertThat(signal.evidence().eventIds()).hasSize(1);
  }

  @Test
  void countsCallsAndShardsOfNewReader() {
    List<Activity> calls =
        List.of(
            open(ALICE, "shard-1", after("P8D")),
            open(ALICE, "shard-2", after("P8D")),
            open(ALICE, "shard-2", after("P8DT1S")));
    StreamUse use = new StreamUses(MONITOR).of(KeyedRun.bundles(calls).get(0)).get(0);

    Signal signal = ReaderSignals.unknown(use, true, "");

    assertThat(signal.magnitude()).isEqualTo(3);
    assertThat(signal.start()).isEqualTo(after("P8D"));
    assertThat(signal.end()).isEqualTo(after("P8DT1S"));
    assertThat(signal.evidence().counts()).containsOnly(entry("calls", 3L), entry("shards", 2L));
  }

  @Test
  void knowsReaderOnNextStreamOfSameTable() {
    String renewed = ORDERS + "/stream/2026-04-01T00:00:00.000";
    KeyedRun<StreamReaderState> run =
        watching()
            .take(
                read(INDEXER, after("P1D")),
                call(STREAM_GET_RECORDS, INDEXER, renewed, after("P8D"), "", "", ""));

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void signalsDescribeCallAtLowLevel() {
    Activity describe = call(STREAM_DESCRIBE, ALICE, STREAM, after("P8D"), "", "", "");

    assertThat(watching().take(describe).signals())
        .extracting(Signal::level)
        .containsExactly(Level.LOW);
    assertThat(
            watching()
                .take(
                    read(INDEXER, after("P1D")),
                    call(STREAM_DESCRIBE, INDEXER, STREAM, after("P8D"), "", "", ""))
                .signals())
        .isEmpty();
    assertThat(watching().take(describe, read(ALICE, after("P8DT1H"))).signals())
        .extracting(Signal::level)
        .containsExactly(Level.LOW, Level.HIGH);
  }

  @ParameterizedTest
  @CsvSource({"P6DT23H59M, 0", "P7D, 1"})
  void signalsOnlyAfterLearningTime(String time, int signals) {
    assertThat(watching().take(read(ALICE, after(time))).signals()).hasSize(signals);
  }

  @Test
  void doesNotSignalIfStartOfObservationIsUnknown() {
    KeyedRun<StreamReaderState> run =
        Reads.watching(Policy.defaults(), Observation.UNKNOWN, counts -> {});

    assertThat(run.take(read(ALICE, after("P30D"))).signals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P46D, 0", "P46DT15M, 1"})
  void signalsAgainAfterMemoryExpires(String time, int signals) {
    assertThat(watching().take(read(INDEXER, after("P1D")), read(INDEXER, after(time))).signals())
        .hasSize(signals);
  }

  @Test
  void expiresStateOfUnreadStream() {
    KeyedRun<StreamReaderState> run = watching().take(read(INDEXER, after("P1D")));

    assertThat(run.passTo(after("P46D")).states()).hasSize(1);
    assertThat(run.passTo(after("P46DT45M")).states()).isEmpty();
  }

  @Test
  void knowsPolicyConsumersWithoutKeepingState() throws Exception {
    Policy policy =
        policy(
            """
            consumers:
            - {actor: "arn:aws:iam::*:role/indexer", stream: "arn:aws:dynamodb:*:*:table/orders/stream/*"}
            """);
    KeyedRun<StreamReaderState> run = watching(policy).take(read(INDEXER, after("P8D")));

    assertThat(run.signals()).isEmpty();
    assertThat(run.states().get(ORDERS).readers).isEmpty();
    assertThat(run.take(read(ALICE, after("P8D"))).signals()).hasSize(1);
    String carts = STREAM.replace("table/orders", "table/carts");
    assertThat(
            watching(policy)
                .take(call(STREAM_GET_RECORDS, INDEXER, carts, after("P8D"), "", "", ""))
                .signals())
        .as("a stream that the policy does not name for it")
        .hasSize(1);
  }

  @Test
  void signalsAllButPolicyConsumersWithoutLearning() throws Exception {
    Policy policy =
        policy(
            """
            consumers:
            - {actor: "arn:aws:iam::*:role/indexer", stream: "arn:aws:dynamodb:*:*:table/orders/stream/*"}
            thresholds:
              overrides:
              - {table: orders, consumers: {learning: 0d}}
            """);
    KeyedRun<StreamReaderState> run =
        Reads.watching(policy, Observation.UNKNOWN, counts -> {})
            .take(
                read(INDEXER, after("PT1M")),
                read(ALICE, after("PT1M")),
                read(ALICE, after("P9D")));

    assertThat(run.signals()).extracting(Signal::actor).containsExactly(ALICE, ALICE);
    assertThat(run.signals()).extracting(Signal::level).containsOnly(Level.HIGH);
  }

  @Test
  void ignoresServicesActingForThemselves() {
    assertThat(watching().take(read(REPLICATION, after("P8D"))).signals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda.amazonaws.com", "pipes.amazonaws.com"})
  void lowersLevelForPollingServices(String service) {
    Origin invoked = new Origin("192.0.2.7", service, "", "", "", service, false);
    Origin from = new Origin(service, "", "", "", "", "", false);

    for (Origin origin : List.of(invoked, from)) {
      assertThat(
              watching()
                  .take(call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", origin, ""))
                  .signals())
          .extracting(Signal::level)
          .containsExactly(Level.MEDIUM);
    }
  }

  @Test
  void recognisesMonitorByItsId() {
    String own = "dynamodb-exposure-monitor/1.0 " + MONITOR + " aws-sdk-java/2.42";
    String claimed = "dynamodb-exposure-monitor/1.0 id/ffffffffffffffff aws-sdk-java/2.42";

    assertThat(
            watching()
                .take(call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", own, ""))
                .signals())
        .isEmpty();
    assertThat(
            watching()
                .take(call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", claimed, ""))
                .signals())
        .extracting(Signal::level)
        .containsExactly(Level.HIGH);
  }

  @Test
  void nobodyBecomesKnownByTheMonitorsId() {
    String own = "dynamodb-exposure-monitor/1.0 " + MONITOR + " aws-sdk-java/2.42";

    assertThat(
            watching()
                .take(call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", own, ""))
                .take(read(INDEXER, after("P9D")))
                .signals())
        .extracting(Signal::level)
        .containsExactly(Level.HIGH);
  }

  /** Otherwise everybody would be the monitor. */
  @Test
  void takesNobodyForMonitorWithUnknownId() {
    Activity read =
        call(STREAM_GET_RECORDS, ALICE, STREAM, after("P8D"), "", "dynamodb-exposure-monitor", "");

    assertThat(new StreamUses("").of(KeyedRun.bundles(List.of(read)).get(0)))
        .extracting(StreamUse::via)
        .containsExactly(StreamUse.Via.DIRECT);
  }

  @Test
  void ignoresDeniedCalls() {
    Activity denied =
        call(STREAM_GET_RECORDS, ALICE, STREAM, after("P6D"), "", "", "AccessDeniedException");

    assertThat(watching().take(denied).states()).isEmpty();
    assertThat(watching().take(denied, read(ALICE, after("P8D"))).signals()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LimitExceededException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "KMSThrottlingException",
        "ExpiredIteratorException",
        "TrimmedDataAccessException",
        "ResourceInUseException",
        "InternalFailure",
        "InternalServerError"
      })
  void countsCallOfReaderWithPermissionAsRead(String errorCode) {
    Activity throttled = call(STREAM_GET_RECORDS, ALICE, STREAM, after("P8D"), "", "", errorCode);

    assertThat(watching().take(throttled).signals()).hasSize(1);
  }

  @Test
  void doesNotSignalNewReaderIfMemoryIsFull() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < StreamReaderState.MAX_READERS + 1; i++) {
      run.take(read(role("r" + i), after("P1D") + i * SLOT));
    }
    run.take(read(ALICE, after("P8D")));

    assertThat(run.signals())
        .extracting(signal -> signal.analytic().id())
        .doesNotContain("consumer.new-stream-reader");
    assertThat(run.states().get(ORDERS).readers).hasSize(StreamReaderState.MAX_READERS);
  }

  @Test
  void describeCallsOfManyActorsDoNotHideNewReader() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < StreamReaderState.MAX_READERS + 1; i++) {
      run.take(call(STREAM_DESCRIBE, role("r" + i), STREAM, after("P8D") + i * SLOT, "", "", ""));
    }
    run.take(read(ALICE, after("P12D")));

    assertThat(run.signals())
        .filteredOn(signal -> signal.level() == Level.HIGH)
        .extracting(Signal::actor)
        .containsExactly(ALICE);
    assertThat(run.states().get(ORDERS).readers).hasSize(StreamReaderState.MAX_WITH_LOOKS + 1);
  }

  @Test
  void signalsNewApplicationOfKnownReaderAtLowLevel() throws Exception {
    Activity before = read(INDEXER, after("P1D"));
    Activity now = call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", INDEXER_AGENT, "");

    KeyedRun<StreamReaderState> run = watching().take(before, now);
    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.LOW);
    assertThat(run.signals().get(0).evidence().facts()).containsKey("kcl_consumer_id");
    assertThat(
            watching(policy("approved: {kclApplications: [indexer]}")).take(before, now).signals())
        .isEmpty();
  }

  @Test
  void ignoresApplicationOfKnownReaderThatOnlyDescribes() {
    assertThat(
            watching()
                .take(
                    call(STREAM_DESCRIBE, INDEXER, STREAM, after("P1D"), "", "", ""),
                    call(STREAM_DESCRIBE, INDEXER, STREAM, after("P8D"), "", INDEXER_AGENT, ""))
                .signals())
        .isEmpty();
  }

  @Test
  void knowsApplicationThatHasReadBefore() {
    KeyedRun<StreamReaderState> run =
        watching()
            .take(
                read(INDEXER, after("P1D")),
                call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P2D"), "", INDEXER_AGENT, ""),
                call(STREAM_GET_RECORDS, INDEXER, STREAM, after("P8D"), "", INDEXER_AGENT, ""));

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void lowersLevelIfNewReaderClaimsKnownApplication() throws Exception {
    List<Signal> signals =
        watching(policy("approved: {kclApplications: [indexer]}"))
            .take(call(STREAM_GET_RECORDS, ALICE, STREAM, after("P8D"), "", INDEXER_AGENT, ""))
            .signals();

    assertThat(signals).extracting(Signal::level).containsExactly(Level.MEDIUM);
    assertThat(signals.get(0).evidence().facts()).containsEntry("kcl_application", "indexer");
  }

  @Test
  void knowsApplicationByItsLeaseTable() {
    StreamUse leases =
        new StreamUse(
            StreamUse.Kind.APPLICATION,
            STREAM,
            ReaderSignals.account("", INDEXER_LEASES),
            StreamUse.Via.MONITOR,
            ConsumerIds.ofLeaseTable(INDEXER_LEASES),
            "indexer",
            "111122223333",
            "eu-west-1",
            after("P7D"),
            after("P7D"),
            after("P7D"),
            new byte[0],
            false,
            new long[0],
            List.of());
    KeyedRun<StreamReaderState> run =
        new KeyedRun<>(
            Reads.each(
                new StreamReaderDetector(Observation.unbrokenSince(START), counts -> {}, () -> {}),
                bundle ->
                    bundle.actor().equals(REPLICATION)
                        ? List.of(leases)
                        : new StreamUses(MONITOR).of(bundle)),
            bundle -> ORDERS,
            Policy.defaults());

    run.take(
        read(REPLICATION, after("P7D")),
        call(STREAM_GET_RECORDS, ALICE, STREAM, after("P8D"), "", INDEXER_AGENT, ""));

    assertThat(run.signals()).extracting(Signal::level).containsExactly(Level.MEDIUM);
    assertThat(run.signals().get(0).message()).contains("says that it is indexer");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"KINESIS_GET_RECORDS", "KINESIS_GET_SHARD_ITERATOR", "KINESIS_SUBSCRIBE_TO_SHARD"})
  void signalsNewReaderOfKinesisStreamOfTable(Operation operation) throws Exception {
    List<Signal> signals =
        watching(policy("approved: {streams: [\"" + KINESIS + "\"]}"))
            .take(call(operation, ALICE, KINESIS, after("P8D"), "", "", ""))
            .signals();

    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).analytic().id()).isEqualTo("consumer.new-kinesis-reader");
    assertThat(signals.get(0).level()).isEqualTo(Level.HIGH);
    assertThat(signals.get(0).resource()).isEqualTo(KINESIS);
  }

  @Test
  void ignoresUnrelatedKinesisStream() throws Exception {
    Policy anyStream =
        policy("consumers: [{actor: \"arn:aws:iam::*:role/indexer\", stream: \"*\"}]");

    assertThat(watching().take(kinesis(ALICE, after("P8D"))).signals()).isEmpty();
    assertThat(watching(anyStream).take(kinesis(ALICE, after("P8D"))).signals()).isEmpty();
  }

  @Test
  void monitorsKinesisStreamOfPolicyConsumer() throws Exception {
    String consumers =
        "consumers: [{actor: \"arn:aws:iam::*:role/indexer\", stream: \"" + KINESIS + "\"}]";

    assertThat(watching(policy(consumers)).take(kinesis(ALICE, after("P8D"))).signals()).hasSize(1);
  }

  @Test
  void monitorsKinesisStreamOnceItIsADestination() {
    Activity enabled = call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D"), "", "", "");
    Activity before = kinesis(ALICE, after("P7DT23H59M"));
    Activity after = kinesis(ALICE, after("P8DT1M"));

    assertThat(watching().take(before, enabled).signals()).isEmpty();
    assertThat(watching().take(enabled, after).signals()).hasSize(1);
    assertThat(watching().take(after, enabled).findings())
        .isEqualTo(watching().take(enabled, after).findings());
  }

  @Test
  void remembersTheFirstOfSeveralDestinations() {
    Activity enabled = call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D"), "", "", "");
    Activity again =
        call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8DT10M"), "", "", "");

    assertThat(watching().take(enabled, again, kinesis(ALICE, after("P8DT5M"))).signals())
        .hasSize(1);
  }

  @Test
  void reportsWithheldReadsOnce() {
    Activity enabled = call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D"), "", "", "");
    KeyedRun<StreamReaderState> run =
        watching().take(kinesis(ALICE, after("P8DT1M")), enabled, enabled);

    assertThat(run.signals()).hasSize(1);
  }

  @Test
  void learnsKinesisReadersBeforeStreamIsADestination() {
    KeyedRun<StreamReaderState> run =
        watching()
            .take(
                kinesis(INDEXER, after("P1D")),
                call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D"), "", "", ""),
                call(KINESIS_SUBSCRIBE_TO_SHARD, INDEXER, KINESIS, after("P8DT1M"), "s", "", ""));

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void busyReaderDoesNotEvictWithheldReadsOfOthers() {
    KeyedRun<StreamReaderState> run = watching().take(kinesis(ALICE, after("P10D")));
    for (int i = 0; i < 50; i++) {
      run.take(kinesis(role("busy"), after("P10D") + 20_000L + i));
    }
    run.take(
        call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P10D") - 60_000, "", "", ""));

    assertThat(run.signals().stream().map(signal -> signal.actor().id()).distinct())
        .containsExactly(ALICE.id(), role("busy").id());
  }

  @Test
  void remembersDestinationWhileStreamIsUnread() {
    Activity enabled = call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P1D"), "", "", "");
    KeyedRun<StreamReaderState> run =
        watching().take(enabled, kinesis(INDEXER, after("P2D"))).passTo(after("P60D"));
    run.restart();
    assertThat(run.states().get(KINESIS).readers).isEmpty();
    assertThat(run.states().get(KINESIS).source).isEqualTo(KINESIS);
    run.take(kinesis(ALICE, after("P61D"))).passTo(after("P200D"));

    assertThat(run.signals()).hasSize(1);
    assertThat(run.states().get(KINESIS).changesSince).isEqualTo(after("P1D"));
    assertThat(watching().take(kinesis(INDEXER, after("P2D"))).passTo(after("P60D")).states())
        .as("a stream without changes of a table")
        .isEmpty();
  }

  /** An intruder who also reads under other names must not crowd out its own read. */
  @Test
  void reportsAllWithheldReaders() {
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < StreamReaderState.MAX_UNKNOWN; i++) {
      calls.add(kinesis(role("r" + i), after("P8D") + i));
    }
    Activity enabled =
        call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D") - 60_000, "", "", "");
    List<Activity> backwards = new ArrayList<>(calls);
    Collections.reverse(backwards);
    KeyedRun<StreamReaderState> run = watching().take(backwards);
    run.restart();

    assertThat(run.take(enabled).signals()).hasSize(StreamReaderState.MAX_UNKNOWN);
    assertThat(run.findings())
        .isEqualTo(watching().take(enabled).take(calls).findings())
        .isEqualTo(watching().take(calls).take(enabled).findings());
  }

  @Test
  void boundsWithheldReadersAndCountsThoseDropped() {
    List<String> unreported = new ArrayList<>();
    KeyedRun<StreamReaderState> run =
        Reads.watching(
            Policy.defaults(),
            Observation.unbrokenSince(START),
            counts -> {},
            () -> unreported.add("one"));
    for (int i = 0; i < StreamReaderState.MAX_UNKNOWN + 5; i++) {
      run.take(kinesis(role("r" + i), after("P8D") + i));
    }

    assertThat(run.states().get(KINESIS).unknown).hasSize(StreamReaderState.MAX_UNKNOWN);
    assertThat(unreported).hasSize(5);
    run.take(call(ENABLE_KINESIS_DESTINATION, INDEXER, KINESIS, after("P8D") - 60_000, "", "", ""));
    assertThat(run.signals())
        .as("those that read first")
        .extracting(signal -> signal.actor().id())
        .contains(role("r0").id(), role("r63").id())
        .doesNotContain(role("r64").id());
    run.take(kinesis(ALICE, after("P9D")));
    assertThat(run.states().get(KINESIS).unknown).hasSize(1);
  }

  @Property(tries = 50)
  void countsCallsAndShardsHoweverTheyAreBundled(@ForAll long seed) {
    Random random = new Random(seed);
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(open(ALICE, "s" + random.nextInt(6), after("P8D") + i * 20_000L));
    }
    KeyedRun<StreamReaderState> one = watching();
    KeyedRun.bundles(calls).forEach(one::take);
    KeyedRun<StreamReaderState> many = watching().takeInBundles(calls, random);

    assertThat(many.findings()).isEqualTo(one.findings());
    assertThat(one.findings().values())
        .extracting(found -> found.counts().get("calls"))
        .containsExactly(40L);
  }

  @Test
  void countsConcurrentReadersForAsLongAsTheirEventsMayArrive() throws Exception {
    Policy policy = policy("findings: {lateness: 2h}");
    List<Activity> reads = new ArrayList<>();
    for (String reader : List.of("a", "b", "c")) {
      reads.add(read(role(reader), after("P1D")));
    }
    KeyedRun<StreamReaderState> run =
        watching(policy).take(reads.get(0), reads.get(1), read(role("a"), after("P1DT1H30M")));

    assertThat(run.signals()).isEmpty();
    assertThat(ids(run.take(reads.get(2)))).containsExactly("consumer.too-many-readers");
  }

  @Test
  void boundsSlotsOfConcurrentReaders() throws Exception {
    KeyedRun<StreamReaderState> run = watching(policy("findings: {lateness: 7d}"));
    for (int slot = 0; slot < 100; slot++) {
      run.take(read(INDEXER, after("P1D") + slot * SLOT));
    }

    assertThat(run.states().get(ORDERS).recent).hasSize(ConcurrentReaders.MAX_SLOTS);
  }

  private static KeyedRun<StreamReaderState> knowingAsManyAsFit() {
    KeyedRun<StreamReaderState> run = watching();
    for (int day = 1; day < 8; day += 6) {
      for (int i = 0; i < StreamReaderState.MAX_READERS; i++) {
        run.take(read(role("known" + i), after("P" + day + "D") + i));
      }
    }
    return run;
  }

  private static Set<String> newReaders(KeyedRun<StreamReaderState> run) {
    Set<String> readers = new TreeSet<>();
    run.signals().stream()
        .filter(signal -> signal.analytic().id().equals("consumer.new-stream-reader"))
        .forEach(signal -> readers.add(signal.actor().id()));
    return readers;
  }

  @Test
  void newReadersMakeNoKnownOneLookNew() {
    KeyedRun<StreamReaderState> run = knowingAsManyAsFit().take(read(ALICE, after("P8D")));
    for (int i = 0; i < StreamReaderState.MAX_READERS; i++) {
      run.take(read(role("known" + i), after("P8D") + 1_000 + i));
    }

    assertThat(newReaders(run)).containsExactly(ALICE.id());
    assertThat(run.states().get(ORDERS).readers).hasSize(StreamReaderState.MAX_READERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P8D", "P8DT1H", "P30D"})
  void manyNewReadersHideNoOther(String time) {
    KeyedRun<StreamReaderState> run = knowingAsManyAsFit();
    for (int i = 0; i < 300; i++) {
      run.take(read(role("flood" + i), after("P8D") + i));
    }
    run.take(read(ALICE, after(time)));

    assertThat(newReaders(run)).hasSize(301).contains(ALICE.id());
  }

  @Test
  void newReaderIsLearntOnceThereIsRoom() {
    KeyedRun<StreamReaderState> run = knowingAsManyAsFit();
    run.take(read(ALICE, after("P8D")), read(ALICE, after("P9D")));
    assertThat(run.signals().stream().filter(signal -> signal.actor().equals(ALICE))).hasSize(2);

    run.take(read(ALICE, after("P53D")), read(ALICE, after("P60D")));
    assertThat(run.signals().stream().filter(signal -> signal.actor().equals(ALICE))).hasSize(3);
  }

  /** Otherwise one call that is taken for a test would excuse a theft days later. */
  @Test
  void reportsNewReaderUntilItHasReadForTheLearningTime() {
    KeyedRun<StreamReaderState> run = watching();
    for (int day = 8; day <= 20; day++) {
      run.take(read(ALICE, after("P" + day + "D")));
    }

    assertThat(run.signals())
        .extracting(Signal::end)
        .startsWith(after("P8D"))
        .endsWith(after("P14D"))
        .hasSize(7);
  }

  /** Also in the slot of the eviction, which is not settled. */
  @Test
  void readerEvictedWhileLearningDoesNotLookNew() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i <= StreamReaderState.MAX_READERS; i++) {
      run.take(read(role("r" + i), after("P6DT23H59M") + i));
    }
    for (int i = 0; i <= StreamReaderState.MAX_READERS; i++) {
      run.take(read(role("r" + i), after("P7D") + i));
    }

    assertThat(newReaders(run)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 1"})
  void signalsMoreThanTwoReadersOfOneShard(int readers, int found) {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < readers; i++) {
      run.take(open(role("r" + i), "shard-a", after("P1D")));
    }

    assertThat(run.signals()).hasSize(found);
    if (found > 0) {
      Signal signal = run.signals().get(0);
      assertThat(signal.analytic().id()).isEqualTo("consumer.too-many-readers");
      assertThat(signal.level()).isEqualTo(Level.MEDIUM);
      assertThat(signal.actor().kind()).isEqualTo(Actor.Kind.ACCOUNT);
      assertThat(signal.evidence().counts()).containsEntry("readers", 3L).containsEntry("room", 2L);
      assertThat(signal.message())
          .isEqualTo(
              "3 readers read one shard of the change stream of `orders` at the same time, but it"
                  + " has room for 2, so they slow each other down: role/r0, role/r1, role/r2. Find"
                  + " out which of them does not belong there.");
    }
  }

  @Test
  void countsReadersPerShard() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < 3; i++) {
      run.take(open(role("r" + i), "shard-" + i, after("P1D")));
    }

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void countsGetRecordsCallerAtEveryShard() {
    assertThat(
            ids(
                watching()
                    .take(
                        read(role("a"), after("P1D")),
                        read(role("b"), after("P1D")),
                        open(role("c"), "shard-c", after("P1D")))))
        .containsExactly("consumer.too-many-readers");
  }

  @Test
  void remembersThatAReaderAskedForRecordsWhicheverCallCameLast() {
    Activity read = read(ALICE, after("P1D"));
    Activity open = open(ALICE, "shard-1", after("P1DT1S"));

    for (List<Activity> calls : List.of(List.of(read, open), List.of(open, read))) {
      assertThat(new StreamUses(MONITOR).of(KeyedRun.bundles(calls).get(0)))
          .extracting(StreamUse::anyShard)
          .containsExactly(true);
    }
  }

  @Test
  void doesNotAddUpConsecutiveReaders() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < 5; i++) {
      run.take(read(role("r" + i), after("P1D") + i * SLOT));
    }

    assertThat(run.signals()).isEmpty();
  }

  @Test
  void reservesOnePlaceForReplication() {
    Activity replication = read(REPLICATION, after("P1D"));
    Activity one = read(role("a"), after("P2D"));
    Activity two = read(role("b"), after("P2D"));

    assertThat(watching().take(one, two).signals()).isEmpty();
    assertThat(watching().take(replication, one).signals()).isEmpty();
    KeyedRun<StreamReaderState> run = watching().take(replication, one, two);
    assertThat(ids(run)).containsExactly("consumer.too-many-readers");
    assertThat(run.signals().get(0).evidence().counts()).containsEntry("room", 1L);
  }

  /** Its sessions' records name no path, and some no host. */
  @Test
  void recognisesReplicationByItsRole() {
    Actor role =
        new Actor(
            Actor.Kind.SERVICE,
            "arn:aws:iam::111122223333:role/AWSServiceRoleForDynamoDBReplication",
            "111122223333");

    assertThat(
            ids(
                watching()
                    .take(
                        read(role, after("P1D")),
                        read(role("a"), after("P2D")),
                        read(role("b"), after("P2D")))))
        .containsExactly("consumer.too-many-readers");
  }

  @Test
  void doesNotCountThoseThatOnlyDescribeTheStream() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < 5; i++) {
      run.take(call(STREAM_DESCRIBE, role("r" + i), STREAM, after("P1D"), "", "", ""));
    }

    assertThat(run.signals()).isEmpty();
    assertThat(run.states().get(ORDERS).recent).isEmpty();
  }

  @Test
  void appliesReadersPerShardOfTable() throws Exception {
    Policy policy =
        policy("thresholds: {overrides: [{table: orders, consumers: {readersPerShard: 1}}]}");

    assertThat(
            ids(
                watching(policy)
                    .take(read(role("a"), after("P1D")), read(role("b"), after("P1D")))))
        .containsExactly("consumer.too-many-readers");
  }

  @Test
  void countsApplicationsOfOneRoleSeparately() {
    String other = INDEXER_AGENT.replaceFirst("Id-.", "Id-Z");
    String third = INDEXER_AGENT.replaceFirst("Id-.", "Id-Y");
    KeyedRun<StreamReaderState> run =
        watching()
            .take(
                call(STREAM_GET_SHARD_ITERATOR, INDEXER, STREAM, START, "s", INDEXER_AGENT, ""),
                call(STREAM_GET_SHARD_ITERATOR, INDEXER, STREAM, START, "s", other, ""),
                call(STREAM_GET_SHARD_ITERATOR, INDEXER, STREAM, START, "s", third, ""));

    assertThat(ids(run)).containsExactly("consumer.too-many-readers");
    assertThat(run.signals().get(0).message()).contains("role/indexer (3 applications)");
  }

  @Test
  void namesTheSameReadersInAnyOrderOfArrival() {
    List<Activity> calls = new ArrayList<>();
    for (String reader : List.of("a", "b", "c", "d")) {
      calls.add(open(role(reader), "s1", after("P1D")));
    }
    for (String reader : List.of("b", "c", "d", "e")) {
      calls.add(open(role(reader), "s2", after("P1D")));
    }
    List<Activity> backwards = new ArrayList<>(calls);
    Collections.reverse(backwards);

    KeyedRun<StreamReaderState> run = watching().take(calls.toArray(new Activity[0]));

    assertThat(run.findings())
        .isEqualTo(watching().take(backwards.toArray(new Activity[0])).findings());
    assertThat(run.signals().get(run.signals().size() - 1).message())
        .contains(": role/a, role/b, role/c, role/d. ");
  }

  @Test
  void boundsNumberOfConcurrentReaders() {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < 100; i++) {
      run.take(read(role("r" + i), after("P1D")));
    }

    assertThat(run.states().get(ORDERS).recent).hasSize(StreamReaderState.MAX_READERS_AT_ONCE);
  }

  @Test
  void keepsReadersOfThreeSlots() {
    KeyedRun<StreamReaderState> run = watching();
    for (int slot = 0; slot < 5; slot++) {
      // Without wake-ups, which also forget readers.
      run.take(KeyedRun.bundles(List.of(read(INDEXER, after("P1D") + slot * SLOT))).get(0));
    }

    assertThat(run.states().get(ORDERS).recent)
        .extracting(ReaderUse::slot)
        .containsExactly(after("P1D") + 2 * SLOT, after("P1D") + 3 * SLOT, after("P1D") + 4 * SLOT);
  }

  @Test
  void keepsEachShardOfAReaderOnceAndBoundsTheirNumber() {
    KeyedRun<StreamReaderState> run =
        watching().take(open(INDEXER, "s0", after("P1D")), open(INDEXER, "s0", after("P1DT1S")));
    assertThat(run.states().get(ORDERS).recent.get(0).shards()).hasSize(1);

    for (int shard = 0; shard <= StreamUse.MAX_SHARDS; shard++) {
      run.take(open(INDEXER, "s" + shard, after("P1DT1M")));
    }
    assertThat(run.states().get(ORDERS).recent.get(0).shards()).hasSize(StreamUse.MAX_SHARDS);
  }

  /** Ten names fit into the message; the eleventh is counted. */
  @ParameterizedTest
  @CsvSource({"10, ', role/r9. '", "11, ', role/r8 and 1 more. '"})
  void namesTenReadersInTheMessage(int readers, String end) {
    KeyedRun<StreamReaderState> run = watching();
    for (int i = 0; i < readers; i++) {
      run.take(read(role("r" + i), after("P1D")));
    }

    assertThat(run.signals().get(run.signals().size() - 1).message()).contains(end);
  }

  @Test
  void reportsNumberOfCurrentReaders() {
    List<StreamReaders> counts = new ArrayList<>();
    KeyedRun<StreamReaderState> run = Reads.watching(Policy.defaults(), counts::add);

    run.take(
        read(INDEXER, after("P1D")),
        read(role("archiver"), after("P1D")),
        read(INDEXER, after("P8D")),
        read(role("archiver"), after("P8D")),
        read(ALICE, after("P8D")));
    assertThat(counts.get(counts.size() - 1)).isEqualTo(new StreamReaders(ORDERS, 2, 1));

    run.passTo(after("P8DT1H"));
    assertThat(counts.get(counts.size() - 1)).isEqualTo(new StreamReaders(ORDERS, 0, 0));
  }

  /** Oracle: keeps all reads and searches them. */
  @Property(tries = 300)
  void findsTheSameAsAnOracleInAnyOrderAndAcrossARestart(@ForAll long seed) {
    Random random = new Random(seed);
    List<Activity> calls = calls(random);
    KeyedRun<StreamReaderState> inOrder = watching().take(calls);
    KeyedRun<StreamReaderState> any = watching().takeDisordered(calls, random);

    assertThat(any.findings().keySet()).isEqualTo(expected(calls).keySet());
    assertThat(counts(any)).isEqualTo(expected(calls)).isEqualTo(counts(inOrder));
  }

  private static Map<String, Long> counts(KeyedRun<StreamReaderState> run) {
    Map<String, Long> counts = new TreeMap<>();
    run.findings()
        .forEach((name, found) -> counts.put(name, found.counts().getOrDefault("readers", 0L)));
    return counts;
  }

  private static List<Activity> calls(Random random) {
    List<Activity> calls = new ArrayList<>();
    long time = START + random.nextLong(10 * DAY);
    for (int i = 3 + random.nextInt(14); i > 0; i--) {
      Actor actor = role("r" + random.nextInt(4));
      calls.add(
          switch (random.nextInt(4)) {
            case 0 -> read(actor, time);
            case 1 -> open(actor, "s" + random.nextInt(2), time);
            case 2 -> kinesis(actor, time);
            default -> read(random.nextInt(6) == 0 ? REPLICATION : actor, time);
          });
      // No sum of these pauses comes near the memory, because a stream is forgotten with some delay
      // after it.
      long pause = List.of(2, 20, 60).get(random.nextInt(3)) * DAY;
      time += random.nextInt(5) == 0 ? pause : random.nextLong(SLOT / 3);
    }
    if (random.nextBoolean()) {
      Activity first = calls.get(random.nextInt(calls.size()));
      calls.add(
          calls.indexOf(first),
          call(ENABLE_KINESIS_DESTINATION, ALICE, KINESIS, first.time(), "", "", ""));
    }
    return calls;
  }

  private static Map<String, Long> expected(List<Activity> calls) {
    Map<String, Long> found = new TreeMap<>();
    for (Activity call : calls) {
      boolean reads = call.operation() != ENABLE_KINESIS_DESTINATION;
      if (reads && !call.actor().equals(REPLICATION)) {
        if (isUnusual(call, calls) && carries(call, calls)) {
          String id =
              call.resource().equals(STREAM)
                  ? "consumer.new-stream-reader"
                  : "consumer.new-kinesis-reader";
          found.put(id + ' ' + call.actor().id() + ' ' + call.resource(), 0L);
        }
        long readers = readersWith(call, calls);
        long room = settled(call, calls, REPLICATION) ? 1 : 2;
        if (call.resource().equals(STREAM) && readers > room) {
          found.merge("consumer.too-many-readers 111122223333 " + STREAM, readers, Math::max);
        }
      }
    }
    return found;
  }

  private static boolean isUnusual(Activity call, List<Activity> calls) {
    long since = runStart(call, calls);
    boolean began = (slot(call) - since) * SLOT < 7 * DAY && since * SLOT - START >= 7 * DAY;
    return slot(call) * SLOT - START >= 7 * DAY && began;
  }

  /**
   * The first slot of the actor's settled reads without a pause as long as the memory, up to the
   * call; the call's own if there are none.
   */
  private static long runStart(Activity call, List<Activity> calls) {
    long since = slot(call);
    List<Long> slots =
        calls.stream()
            .filter(other -> other.operation() != ENABLE_KINESIS_DESTINATION)
            .filter(other -> other.actor().equals(call.actor()))
            .filter(other -> other.resource().equals(call.resource()))
            .map(other -> slot(other))
            .filter(slot -> slot <= slot(call) - 2)
            .sorted(Comparator.reverseOrder())
            .toList();
    for (long slot : slots) {
      if (since - slot > 45 * 96) {
        return since;
      }
      since = slot;
    }
    return since;
  }

  /**
   * Whether somebody read the same stream within the memory, not counting reads that are not yet
   * settled.
   */
  private static boolean settled(Activity call, List<Activity> calls, Actor actor) {
    return calls.stream()
        .filter(other -> other.operation() != ENABLE_KINESIS_DESTINATION)
        .filter(other -> other.actor().equals(actor) && other.resource().equals(call.resource()))
        .anyMatch(other -> slot(other) <= slot(call) - 2 && slot(call) - slot(other) <= 45 * 96);
  }

  /** Whether the stream carried a table's changes. */
  private static boolean carries(Activity call, List<Activity> calls) {
    return call.resource().equals(STREAM)
        || calls.stream()
            .filter(other -> other.operation() == ENABLE_KINESIS_DESTINATION)
            .anyMatch(enabled -> enabled.time() <= call.time());
  }

  private static long readersWith(Activity call, List<Activity> calls) {
    Map<String, Set<Long>> shards = new HashMap<>();
    for (Activity other : calls) {
      boolean present =
          other.resource().equals(STREAM)
              && slot(other) == slot(call)
              && !other.actor().equals(REPLICATION);
      if (present) {
        Set<Long> opened = shards.computeIfAbsent(other.actor().id(), added -> new TreeSet<>());
        opened.add(other.keys().length == 0 ? ANY : other.keys()[0]);
      }
    }
    long anywhere = shards.values().stream().filter(opened -> opened.contains(ANY)).count();
    long most =
        shards.values().stream()
            .flatMap(Set::stream)
            .distinct()
            .mapToLong(
                shard ->
                    shards.values().stream()
                        .filter(opened -> opened.contains(shard) || opened.contains(ANY))
                        .count())
            .max()
            .orElse(0);
    return Math.max(anywhere, most);
  }

  private static long slot(Activity call) {
    return Math.floorDiv(call.time(), SLOT);
  }
}
