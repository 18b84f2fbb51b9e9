package io.exposuremonitor.job.measure;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.measure.CallMeter;
import io.exposuremonitor.detectors.measure.ChangeMeter;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.Meter;
import io.exposuremonitor.detectors.measure.ReadMeter;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.sample.Samples;
import io.exposuremonitor.job.topology.MonitorTopology;
import io.exposuremonitor.job.topology.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Wires what is measured: meters where the traffic is, and one task that has all series.
 *
 * <pre>
 * intake ─ calls, changes (chained) ─────────┐
 * read volume ─ reads (chained) ─────────────┤
 * skipped inputs (chained) ──────────────────┼─ measurements ─ endpoint, remote write, CloudWatch
 * findings, incidents, shares ───────────────┤
 * what tasks count and see besides (samples) ┘
 * </pre>
 */
public final class Measures {
  private final List<DataStream<MeasurementInput>> inputs = new ArrayList<>();

  /**
   * Measures what was read and found.
   *
   * @param incidents all revisions of incidents
   */
  public Measures(MonitorTopology.Outputs outputs, SingleOutputStreamOperator<Incident> incidents) {
    for (Traffic.Intake intake : outputs.traffic().intakes()) {
      String name = intake.name();
      meter(intake.bundles(), () -> new CallMeter(name), "calls-" + name);
      meter(intake.changes(), () -> new ChangeMeter(name), "changes-" + name);
    }
    meter(outputs.traffic().reads(), ReadMeter::new, "reads");
    meter(outputs.skipped(), SkipMeter::new, "skipped");
    and(outputs.samples(), "on-the-way");
    addSingleTask(incidents.getSideOutput(Samples.COUNTED), "incident-changes");
    add(
        outputs
            .findings()
            .map(
                (Finding finding) -> MeasurementInput.of(FindingNote.of(finding)),
                MeasureTypes.INPUT),
        "findings");
    add(
        // One task, chained to the previous one: revisions must not overtake each other.
        incidents
            .map(
                (Incident incident) -> MeasurementInput.of(IncidentNote.of(incident)),
                MeasureTypes.INPUT)
            .setParallelism(1),
        "incidents");
    and(
        outputs
            .sensitivity()
            .map((SensitivityShare share) -> of(share), Samples.TYPE)
            .uid("sensitivity-samples")
            .name("sensitivity samples"),
        "sensitivity");
  }

  private static Sample of(SensitivityShare share) {
    return Sample.of(
        DomainMetric.TABLE_SENSITIVE_RATIO,
        share.time(),
        share.ratio(),
        share.table(),
        share.dataClass());
  }

  /**
   * Adds further samples.
   *
   * @param name unique among these; letters and hyphens
   */
  public final Measures and(DataStream<Sample> samples, String name) {
    add(inputs(samples), name);
    return this;
  }

  /**
   * Adds the samples of an operator with parallelism 1. They are chained to that operator's task at
   * any parallelism of the job: otherwise a savepoint could not be restored at another.
   *
   * @param name unique among these; letters and hyphens
   */
  public final Measures addSingleTask(DataStream<Sample> samples, String name) {
    add(inputs(samples).setParallelism(1), name);
    return this;
  }

  private static SingleOutputStreamOperator<MeasurementInput> inputs(DataStream<Sample> samples) {
    return samples.map((Sample sample) -> MeasurementInput.of(sample), MeasureTypes.INPUT);
  }

  /** Merges all samples in one task and passes the sums to the exporters. */
  public void to(Exporters exporters) {
    DataStream<MeasurementInput> first = inputs.get(0);
    @SuppressWarnings("unchecked") // arrays of generic types can't be created otherwise
    DataStream<MeasurementInput>[] others =
        inputs.subList(1, inputs.size()).toArray(DataStream[]::new);
    SingleOutputStreamOperator<MeasurementInput> measurements =
        first
            .union(others)
            .transform("measurements", MeasureTypes.INPUT, new MeasureOperator(exporters));
    measurements.setParallelism(1).setMaxParallelism(1);
    measurements.uid("measurements").name("measurements");
  }

  private <T> void meter(DataStream<T> stream, SerializableSupplier<Meter<T>> meters, String name) {
    inputs.add(
        stream
            .transform("meter " + name, MeasureTypes.INPUT, new MeterOperator<>(meters))
            .uid("meter-" + name)
            .name("meter " + name));
  }

  private void add(SingleOutputStreamOperator<MeasurementInput> stream, String name) {
    inputs.add(stream.uid("measured-" + name).name("measured " + name));
  }
}
