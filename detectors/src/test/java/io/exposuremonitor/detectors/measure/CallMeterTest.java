package io.exposuremonitor.detectors.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallMeterTest {
  private static final long NOW = 1_700_000_100_000L;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  private static final Statement SELECT =
      new Statement(Verb.SELECT, "orders", "", Access.FULL_SCAN, "SELECT * FROM ?");
  private static final Statement INSERT =
      new Statement(Verb.INSERT, "orders", "", Access.NONE, "INSERT INTO ?");

  @Test
  void countsCallsByKindWithoutFailedOnes() {
    assertThat(
            values(
                call(1, Operation.SCAN, TABLE, ""),
                call(2, Operation.SCAN, TABLE, ""),
                call(3, Operation.QUERY, TABLE, ""),
                call(4, Operation.BATCH_GET_ITEM, TABLE, ""),
                call(5, Operation.TRANSACT_WRITE_ITEMS, TABLE, ""),
                call(6, Operation.EXPORT_TABLE, TABLE, ""),
                call(7, Operation.STREAM_GET_RECORDS, TABLE + "/stream/2026", ""),
                call(8, Operation.SCAN, TABLE, "AccessDeniedException"),
                call(9, Operation.PUT_ITEM, TABLE, "ConditionalCheckFailedException"),
                call(10, Operation.SCAN, TABLE, "KMSAccessDeniedException")))
        .containsEntry("TABLE_CALLS[" + TABLE + ", scan]", 2.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", query]", 1.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", get]", 1.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", write]", 1.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", control]", 1.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", stream]", 1.0)
        .containsEntry("TABLE_DENIED_CALLS[" + TABLE + "]", 2.0);
  }

  @Test
  void countsEachStatementOfABatch() {
    assertThat(
            values(
                statements(1, "", SELECT, SELECT, INSERT),
                statements(2, "", SELECT, SELECT, INSERT),
                statements(3, "AccessDenied", SELECT)))
        .containsEntry("PARTIQL_STATEMENTS[" + TABLE + ", select, scan]", 4.0)
        .containsEntry("PARTIQL_STATEMENTS[" + TABLE + ", insert, none]", 2.0)
        .containsEntry("TABLE_CALLS[" + TABLE + ", partiql]", 2.0);
  }

  @Test
  void reportsDeliveryDelayAndNewestEventTime() {
    List<Sample> samples =
        drained(
            call(1, Operation.SCAN, TABLE, "", NOW - 3_000),
            call(2, Operation.SCAN, TABLE, "", NOW - 400_000),
            call(3, Operation.SCAN, TABLE, "", NOW + 5_000));

    Sample delay = only(samples, DomainMetric.DELIVERY_DELAY);
    assertThat(delay.labels()).containsExactly("trail");
    assertThat(delay.value()).isEqualTo(403);
    assertThat(delay.counts()[DomainMetric.bucket(0)]).as("a clock that is ahead").isOne();
    assertThat(delay.counts()[DomainMetric.bucket(3)]).isOne();
    assertThat(delay.counts()[DomainMetric.bucket(400)]).isOne();
    assertThat(only(samples, DomainMetric.SOURCE_LAST_EVENT).value()).isEqualTo(NOW / 1e3);
  }

  @Test
  void drainsEachSampleOnce() {
    CallMeter meter = new CallMeter("trail");
    add(meter, List.of(call(1, Operation.SCAN, TABLE, "")));
    meter.drain(sample -> {});

    List<Sample> again = new ArrayList<>();
    meter.drain(again::add);

    assertThat(again).isEmpty();
  }

  @Test
  void countsWritesThatReturnItemsAsWrites() {
    assertThat(values(call(1, Operation.UPDATE_ITEM_READ_BACK, TABLE, "")))
        .containsEntry("TABLE_CALLS[" + TABLE + ", write]", 1.0);
    assertThat(values(call(1, Operation.WRITE_LEASE, TABLE, "")))
        .containsEntry("TABLE_CALLS[" + TABLE + ", write]", 1.0);
  }

  @Test
  void mergesTablesBeyondLimitIntoOne() {
    CallMeter meter = new CallMeter("trail");
    for (int i = 0; i < Meter.MAX_TABLES + 50; i++) {
      add(meter, List.of(call(i, Operation.SCAN, TABLE + i, "")));
    }
    List<Sample> samples = new ArrayList<>();
    meter.drain(samples::add);

    Map<String, Double> values = sums(samples);
    assertThat(values).containsEntry("TABLE_CALLS[(other tables), scan]", 50.0);
    assertThat(samples.stream().filter(s -> s.metric() == DomainMetric.TABLE_CALLS))
        .hasSize(Meter.MAX_TABLES + 1);
  }

  /** Neither refusals nor other failures on tables that don't exist hide the calls that succeed. */
  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "ResourceNotFoundException"})
  void countsTableAmongManyOnWhichCallsFail(String error) {
    CallMeter meter = new CallMeter("trail");
    for (int i = 0; i < 2 * Meter.MAX_TABLES; i++) {
      add(meter, List.of(call(i, Operation.SCAN, TABLE + i, error)));
    }
    add(meter, List.of(call(-1, Operation.SCAN, TABLE, "")));
    List<Sample> samples = new ArrayList<>();
    meter.drain(samples::add);

    assertThat(sums(samples)).containsEntry("TABLE_CALLS[" + TABLE + ", scan]", 1.0);
    assertThat(samples).hasSizeLessThanOrEqualTo(Meter.MAX_TABLES);
  }

  @Property(tries = 300)
  void countsAllCallsRegardlessOfBundling(
      @ForAll("calls") List<Activity> calls, @ForAll("sizes") int maxBundle) {
    CallMeter meter = new CallMeter("trail");
    List<Sample> samples = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(
            maxBundle,
            3 * maxBundle,
            (bundle, arrival) -> {
              meter.add(bundle, NOW);
              if (bundle.size() % 2 == 0) {
                meter.drain(samples::add);
              }
            });
    bundler.add(calls, ActivityBundler.NOT_KNOWN);
    bundler.flush();
    meter.drain(samples::add);

    Map<String, Double> expected = new TreeMap<>();
    for (Activity call : calls) {
      if (call.failed()) {
        expected.merge("TABLE_DENIED_CALLS[" + call.resource() + "]", 1.0, Double::sum);
      } else {
        String kind = CallKind.of(call.operation()).label();
        expected.merge("TABLE_CALLS[" + call.resource() + ", " + kind + "]", 1.0, Double::sum);
      }
    }
    Map<String, Double> found = sums(samples);
    found.keySet().removeIf(key -> !key.startsWith("TABLE_"));
    assertThat(found).isEqualTo(expected);
    long[] counts = new long[DomainMetric.bucketCount()];
    double sum = 0;
    for (Activity call : calls) {
      double delay = Math.max(0, NOW - call.time()) / 1e3;
      counts[DomainMetric.bucket(delay)]++;
      sum += delay;
    }
    assertThat(delays(samples)).isEqualTo(Arrays.toString(counts));
    assertThat(total(samples, DomainMetric.DELIVERY_DELAY)).isCloseTo(sum, within(1e-6));
  }

  @Provide
  Arbitrary<List<Activity>> calls() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 1_000),
            Arbitraries.of(
                Operation.SCAN, Operation.GET_ITEM, Operation.PUT_ITEM, Operation.CREATE_BACKUP),
            Arbitraries.of(TABLE, TABLE + "2", TABLE + "3"),
            Arbitraries.of("", "", "AccessDenied"),
            Arbitraries.longs().between(0, 3_600_000))
        .as(
            (id, operation, table, error, ago) ->
                call(id, operation, table, error, NOW + 60_000 - ago))
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 20);
  }

  private static String delays(List<Sample> samples) {
    long[] counts = new long[DomainMetric.bucketCount()];
    for (Sample sample : samples) {
      for (int i = 0; i < sample.counts().length; i++) {
        counts[i] += sample.counts()[i];
      }
    }
    return Arrays.toString(counts);
  }

  private static double total(List<Sample> samples, DomainMetric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .mapToDouble(Sample::value)
        .sum();
  }

  private static Map<String, Double> values(Activity... calls) {
    return sums(drained(calls));
  }

  private static Map<String, Double> sums(List<Sample> samples) {
    Map<String, Double> sums = new HashMap<>();
    samples.forEach(
        sample -> sums.merge(sample.metric() + "" + sample.labels(), sample.value(), Double::sum));
    return sums;
  }

  private static List<Sample> drained(Activity... calls) {
    CallMeter meter = new CallMeter("trail");
    add(meter, List.of(calls));
    List<Sample> samples = new ArrayList<>();
    meter.drain(samples::add);
    return samples;
  }

  private static void add(CallMeter meter, List<Activity> calls) {
    ActivityBundler bundler =
        new ActivityBundler(100, 1_000, (bundle, arrival) -> meter.add(bundle, NOW));
    bundler.add(calls, ActivityBundler.NOT_KNOWN);
    bundler.flush();
  }

  private static Sample only(List<Sample> samples, DomainMetric metric) {
    List<Sample> found = samples.stream().filter(s -> s.metric() == metric).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Activity call(long id, Operation operation, String resource, String error) {
    return call(id, operation, resource, error, NOW - 1_000);
  }

  private static Activity statements(long id, String error, Statement... statements) {
    return call(
        id, Operation.BATCH_EXECUTE_STATEMENT, TABLE, error, NOW - 1_000, List.of(statements));
  }

  private static Activity call(
      long id, Operation operation, String resource, String error, long time) {
    return call(id, operation, resource, error, time, List.of());
  }

  private static Activity call(
      long id,
      Operation operation,
      String resource,
      String error,
      long time,
      List<Statement> statements) {
    return new Activity(
        "e" + id,
        false,
        time,
        operation,
        new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333"),
        Origin.NONE,
        "111122223333",
        "eu-west-1",
        resource,
        "",
        error,
        0,
        -1,
        0,
        false,
        false,
        new long[0],
        statements);
  }
}
