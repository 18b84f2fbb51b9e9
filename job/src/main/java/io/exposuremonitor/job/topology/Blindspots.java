package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.blindspot.CoverageHours;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.SourceWatch;
import io.exposuremonitor.detectors.blindspot.TableCoverage;
import io.exposuremonitor.detectors.blindspot.TableHour;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.trail.TrailCalls;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.detectors.trail.TrailWatch;
import io.exposuremonitor.job.element.InventoryUpdate;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.sample.Samples;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Wires the detectors of blind spots: silent sources, tables that CloudTrail no longer reports on,
 * and trails that no longer record them.
 */
final class Blindspots {
  private static final OutputTag<TableHour> HOURS =
      new OutputTag<>("table-hours", StreamTypes.TABLE_HOUR);
  private static final double MILLIS_PER_SECOND = 1e3;

  /** All trails share one key, since one trail may record many accounts. */
  private static final String ALL_TRAILS = "";

  private Blindspots() {}

  /**
   * The inputs of the detectors.
   *
   * @param pulses of sources
   * @param signs of tables
   * @param candidates records that may be calls about trails
   * @param inventory reports of the inventory; null without one
   */
  record Inputs(
      DataStream<SourcePulse> pulses,
      DataStream<TableSigns> signs,
      DataStream<RawRecord> candidates,
      @Nullable DataStream<InventoryUpdate> inventory) {}

  /**
   * The output streams.
   *
   * @param signals of sources, tables and trails, and of weakened posture
   * @param sizes of tables, as they change; null without an inventory
   * @param samples measurements of tables, and when each was last seen alive
   */
  record Outputs(
      DataStream<Signal> signals,
      @Nullable DataStream<TableSize> sizes,
      DataStream<Sample> samples) {}

  /**
   * Adds the detectors.
   *
   * @param rules signals of rules, which name the caller behind a change that the inventory sees
   */
  static Outputs of(Inputs seen, DataStream<Signal> rules, Policies policies) {
    Inventories.Outputs inventory =
        seen.inventory() == null ? null : Inventories.of(seen.inventory(), rules, policies);
    DataStream<TableSigns> signs =
        inventory == null ? seen.signs() : seen.signs().union(inventory.signs());
    DataStream<TableHour> hours = hours(signs, policies).getSideOutput(HOURS);
    DataStream<TrailEvent> trailEvents = calls(seen.candidates()).union(tables(hours));
    SingleOutputStreamOperator<Signal> trails =
        trails(inventory == null ? trailEvents : trailEvents.union(inventory.trails()), policies);
    DataStream<Sample> samples =
        lastEvents(seen.signs()).union(trails.getSideOutput(Samples.COUNTED));
    DataStream<Signal> signals =
        silence(seen.pulses(), policies).union(coverage(hours, policies), trails);
    return inventory == null
        ? new Outputs(signals, null, samples)
        : new Outputs(
            signals.union(inventory.signals()),
            inventory.sizes(),
            samples.union(inventory.samples()));
  }

  private static DataStream<Signal> silence(DataStream<SourcePulse> pulses, Policies policies) {
    return policies.detect(
        pulses.keyBy(SourcePulse::source),
        "source-silence",
        "silence of sources",
        shell -> new SourceWatch(),
        StreamTypes.SOURCE_WATCH_STATE);
  }

  private static SingleOutputStreamOperator<Signal> hours(
      DataStream<TableSigns> signs, Policies policies) {
    return policies.detect(
        signs.keyBy(TableSigns::place),
        "coverage-hours",
        "hours of tables",
        shell -> new CoverageHours(hour -> shell.emit(HOURS, hour)),
        StreamTypes.COVERAGE_HOURS_STATE);
  }

  private static DataStream<Signal> coverage(DataStream<TableHour> hours, Policies policies) {
    return policies.detect(
        hours.keyBy(hour -> hour.signs().table()),
        "table-coverage",
        "coverage of tables",
        shell -> new TableCoverage(),
        StreamTypes.TABLE_COVERAGE_STATE);
  }

  private static DataStream<TrailEvent> calls(DataStream<RawRecord> candidates) {
    FlatMapFunction<RawRecord, TrailEvent> calls =
        (record, out) -> {
          if (TrailCalls.concerns(record.source())) {
            TrailCalls.read(record.json()).ifPresent(out::collect);
          }
        };
    return candidates
        .flatMap(calls, StreamTypes.TRAIL_EVENT)
        .uid("trail-calls")
        .name("calls about trails");
  }

  /** Tables for which data events were seen. */
  private static DataStream<TrailEvent> tables(DataStream<TableHour> hours) {
    FlatMapFunction<TableHour, TrailEvent> tables =
        (hour, out) -> {
          TableSigns signs = hour.signs();
          if (signs.events() > 0) {
            out.collect(TrailEvent.ofTable(signs.table(), signs.last()));
          }
        };
    return hours
        .flatMap(tables, StreamTypes.TRAIL_EVENT)
        .uid("recorded-tables")
        .name("recorded tables");
  }

  private static SingleOutputStreamOperator<Signal> trails(
      DataStream<TrailEvent> events, Policies policies) {
    return policies.detect(
        events.keyBy(event -> ALL_TRAILS),
        "trails",
        "trails",
        shell ->
            new TrailWatch(
                (table, covered) ->
                    shell.emit(
                        Samples.COUNTED,
                        Sample.atArrival(DomainMetric.TABLE_COVERED, covered ? 1 : 0, table)),
                () -> shell.emit(Samples.COUNTED, Samples.forgotten("recorded-table"))),
        StreamTypes.TRAIL_WATCH_STATE);
  }

  private static DataStream<Sample> lastEvents(DataStream<TableSigns> signs) {
    FlatMapFunction<TableSigns, Sample> last =
        (sign, out) -> {
          if (sign.events() > 0) {
            double seconds = sign.last() / MILLIS_PER_SECOND;
            out.collect(
                Sample.of(DomainMetric.TABLE_LAST_EVENT, sign.last(), seconds, sign.table()));
          }
        };
    return signs.flatMap(last, Samples.TYPE).uid("last-events").name("last events");
  }
}
