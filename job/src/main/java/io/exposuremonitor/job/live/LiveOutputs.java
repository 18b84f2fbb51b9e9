package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.output.Line;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.job.alert.IncidentWriter;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.ocsf.OcsfFindingWriter;
import io.exposuremonitor.job.sample.Samples;
import io.exposuremonitor.job.settings.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.PrintSink;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Adds the outputs of a running monitor. Files, streams and buckets are written by outlets, which
 * wait and try again while they fail, see {@link io.exposuremonitor.connectors.output}. So neither
 * detection nor alerts depend on them, until more waits than memory should hold.
 */
final class LiveOutputs {
  private static final String STANDARD_OUTPUT = "-";

  private final RunSettings.Outputs settings;
  private final Console console;
  private final Map<String, DataStream<Sample>> counted = new TreeMap<>();

  LiveOutputs(RunSettings.Outputs settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Counts of delivered, retried and refused lines, by the name of the output. */
  Map<String, DataStream<Sample>> counted() {
    return counted;
  }

  void findings(DataStream<Finding> findings) {
    boolean print = console == Console.LINES && settings.findings().equals(STANDARD_OUTPUT);
    List<Outlets> outlets = outletsOfFindings();
    if (print || !outlets.isEmpty()) {
      DataStream<Line> lines = ocsf(findings);
      outlets.forEach(outlet -> send(lines, outlet));
      if (print) {
        print(lines);
      }
    }
    if (console == Console.SENTENCES) {
      findings
          .map(FindingLine::of, Types.STRING)
          .setParallelism(1)
          .sinkTo(new PrintSink<>(true))
          .setParallelism(1)
          .uid("findings-sentences")
          .name("findings to the terminal");
    }
  }

  private List<Outlets> outletsOfFindings() {
    RunSettings.Remote remote = settings.remote();
    List<Outlets> outlets = new ArrayList<>();
    if (!settings.findings().equals(STANDARD_OUTPUT)) {
      outlets.add(new Outlets.Folder(settings.findings(), "findings", false));
    }
    if (!remote.stream().isEmpty()) {
      outlets.add(Outlets.stream(remote));
    }
    if (!remote.bucket().isEmpty()) {
      outlets.add(Outlets.bucket(remote));
    }
    return outlets;
  }

  private static void print(DataStream<Line> lines) {
    lines
        .map(Line::text, Types.STRING)
        .setParallelism(1)
        .sinkTo(new PrintSink<>())
        .setParallelism(1)
        .uid("findings-lines")
        .name("findings to standard output");
  }

  private static DataStream<Line> ocsf(DataStream<Finding> findings) {
    OcsfFindingWriter writer = new OcsfFindingWriter(Release.version());
    return findings
        .map(
            finding -> new Line(finding.uid(), finding.time(), writer.line(finding)),
            TypeInformation.of(Line.class))
        .setParallelism(1)
        .uid("findings-ocsf")
        .name("findings as OCSF");
  }

  void incidents(DataStream<Incident> incidents) {
    if (!settings.incidents().isEmpty()) {
      send(
          incidents
              .map(
                  incident ->
                      new Line(incident.id(), incident.time(), IncidentWriter.line(incident)),
                  TypeInformation.of(Line.class))
              .setParallelism(1)
              .uid("incidents-json")
              .name("incidents as JSON"),
          new Outlets.Folder(settings.incidents(), "incidents", false));
    }
  }

  void deadLetters(DataStream<SkippedInput> skipped) {
    DataStream<Line> letters =
        skipped
            .map(new DeadLetters(), TypeInformation.of(Line.class))
            .uid("dead-letters")
            .name("dead letters");
    if (settings.deadLetters().isEmpty()) {
      letters.sinkTo(new DiscardingSink<>()).uid("dead-letters-counted").name("only counted");
    } else {
      // Chained at no parallelism: otherwise a savepoint could not be restored at another.
      send(letters.global(), new Outlets.Folder(settings.deadLetters(), "dead-letters", true));
    }
  }

  private void send(DataStream<Line> lines, Outlets outlet) {
    SingleOutputStreamOperator<Line> sent =
        lines.transform(outlet.name(), TypeInformation.of(Line.class), new OutletOperator(outlet));
    sent.setParallelism(1).setMaxParallelism(1);
    sent.uid(outlet.name()).name(outlet.name());
    counted.put(outlet.name(), sent.getSideOutput(Samples.COUNTED));
  }
}
