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
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.PrintSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Adds the outputs of a running monitor. An output folder holds a folder for each day (UTC); a file
 * is complete once a checkpoint is, and a failure neither loses nor repeats a line in it. Outputs
 * to a data stream and to a bucket are in {@link io.exposuremonitor.connectors.output}.
 */
final class LiveOutputs {
  private static final String STANDARD_OUTPUT = "-";
  private static final String DAY = "yyyy-MM-dd";

  private final RunSettings.Outputs settings;
  private final Console console;

  LiveOutputs(RunSettings.Outputs settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  void findings(DataStream<Finding> findings) {
    boolean folder = !settings.findings().equals(STANDARD_OUTPUT);
    if (folder) {
      ocsf(findings)
          .sinkTo(lines(settings.findings(), "findings"))
          .uid("findings-folder")
          .name("findings to a folder");
    }
    if (console == Console.SENTENCES) {
      findings
          .map(FindingLine::of, Types.STRING)
          .setParallelism(1)
          .sinkTo(new PrintSink<>(true))
          .setParallelism(1)
          .uid("findings-sentences")
          .name("findings to the terminal");
    } else if (!folder) {
      ocsf(findings)
          .sinkTo(new PrintSink<>())
          .setParallelism(1)
          .uid("findings-lines")
          .name("findings to standard output");
    }
  }

  /**
   * Adds the outputs of findings besides the folder and the terminal.
   *
   * @return counts of delivered, retried and refused lines, by the name of the output
   */
  Map<String, DataStream<Sample>> findingsElsewhere(DataStream<Finding> findings) {
    RunSettings.Remote remote = settings.remote();
    Map<String, DataStream<Sample>> counted = new TreeMap<>();
    if (!remote.stream().isEmpty()) {
      Outlets stream = Outlets.stream(remote);
      counted.put(stream.name(), send(findings, stream));
    }
    if (!remote.bucket().isEmpty()) {
      Outlets bucket = Outlets.bucket(remote);
      counted.put(bucket.name(), send(findings, bucket));
    }
    return counted;
  }

  private static DataStream<Sample> send(DataStream<Finding> findings, Outlets outlet) {
    OcsfFindingWriter writer = new OcsfFindingWriter(Release.version());
    SingleOutputStreamOperator<Line> sent =
        findings
            .map(
                finding -> new Line(finding.uid(), finding.time(), writer.line(finding)),
                TypeInformation.of(Line.class))
            .setParallelism(1)
            .uid(outlet.name() + "-ocsf")
            .name("findings as OCSF")
            .transform(outlet.name(), TypeInformation.of(Line.class), new OutletOperator(outlet));
    sent.setParallelism(1).setMaxParallelism(1);
    sent.uid(outlet.name()).name(outlet.name());
    return sent.getSideOutput(Samples.COUNTED);
  }

  void incidents(DataStream<Incident> incidents) {
    if (!settings.incidents().isEmpty()) {
      incidents
          .map(IncidentWriter::line, Types.STRING)
          .setParallelism(1)
          .uid("incidents-json")
          .name("incidents as JSON")
          .sinkTo(lines(settings.incidents(), "incidents"))
          // Chained at any parallelism: otherwise a savepoint could not be restored at another.
          .setParallelism(1)
          .uid("incidents-folder")
          .name("incidents to a folder");
    }
  }

  void deadLetters(DataStream<SkippedInput> skipped) {
    DataStream<String> letters =
        skipped.map(new DeadLetters(), Types.STRING).uid("dead-letters").name("dead letters");
    if (settings.deadLetters().isEmpty()) {
      letters.sinkTo(new DiscardingSink<>()).uid("dead-letters-counted").name("only counted");
    } else {
      letters
          .sinkTo(lines(settings.deadLetters(), "dead-letters"))
          .uid("dead-letters-folder")
          .name("dead letters to a folder");
    }
  }

  private DataStream<String> ocsf(DataStream<Finding> findings) {
    OcsfFindingWriter writer = new OcsfFindingWriter(Release.version());
    return findings
        .map(writer::line, Types.STRING)
        .setParallelism(1)
        .uid("findings-ocsf")
        .name("findings as OCSF");
  }

  /** Days of UTC, whatever the time zone of a machine. */
  static BucketAssigner<String, String> days() {
    return new DateTimeBucketAssigner<>(DAY, ZoneOffset.UTC);
  }

  private static FileSink<String> lines(String folder, String prefix) {
    return FileSink.forRowFormat(new Path(folder), new SimpleStringEncoder<String>())
        .withBucketAssigner(days())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix(prefix).withPartSuffix(".jsonl").build())
        .build();
  }
}
