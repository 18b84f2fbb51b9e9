package io.exposuremonitor.job.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports the measurements, for people and as JSON. */
final class BenchReport {
  private static final String ROW = "%-44s %10s %12s %8s %8s%n";

  private final Results results;
  private final List<Results.Reached> reached;

  BenchReport(Results results, List<Target> targets) {
    this.results = results;
    this.reached = results.reached(targets);
  }

  /**
   * Prints medians over the rounds; the spread is the distance of the extremes, in percent of the
   * median.
   */
  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%s%n%n", machine());
    out.printf(Locale.ROOT, ROW, "", "events/s", "events/CPU-s", "MB/s", "spread");
    for (String trial : results.samples().keySet()) {
      Distribution cpu = results.of(trial, Sample::eventsPerCpuSecond);
      out.printf(
          Locale.ROOT,
          ROW,
          trial,
          thousands(results.of(trial, Sample::eventsPerSecond).median()),
          thousands(cpu.median()),
          Math.round(results.of(trial, Sample::megabytesPerSecond).median()),
          "±" + Math.round(cpu.spreadPercent() / 2) + " %");
    }
    out.println();
    for (Results.Reached ratio : reached) {
      out.printf(
          Locale.ROOT,
          "%-44s %6.2f  (%.2f to %.2f, %s)  %s%n",
          ratio.target().name(),
          ratio.ratio().median(),
          ratio.ratio().min(),
          ratio.ratio().max(),
          ratio.target().basis().words(),
          verdict(ratio));
    }
    out.flush();
  }

  private static String verdict(Results.Reached ratio) {
    return ratio.target().exists()
        ? String.format(
            Locale.ROOT,
            "target %.2f  %s",
            ratio.target().least(),
            ratio.passed() ? "PASS" : "under target")
        : "for comparison";
  }

  private static String thousands(double rate) {
    return String.format(Locale.ROOT, "%.0f k", rate / 1_000);
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.arch")
        + ". Medians of the rounds. On a shared machine, rely on the column events/CPU-s.";
  }

  /**
   * Writes every sample and every ratio.
   *
   * @throws IOException when the stream can't be written
   */
  void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
      json.writeStringField("java", Runtime.version().toString());
      json.writeArrayFieldStart("trials");
      for (Map.Entry<String, List<Sample>> trial : results.samples().entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", trial.getKey());
        writeSamples(json, "rounds", trial.getValue());
        writeSamples(json, "baseline_rounds", results.baselinesOf(trial.getKey()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("ratios");
      for (Results.Reached ratio : reached) {
        writeRatio(json, ratio);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeSamples(JsonGenerator json, String name, List<Sample> samples)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Sample sample : samples) {
      json.writeStartObject();
      json.writeNumberField("events", sample.events());
      json.writeNumberField("bytes", sample.bytes());
      json.writeNumberField("wall_seconds", sample.wallNanos() / 1e9);
      json.writeNumberField("cpu_seconds", sample.cpuNanos() / 1e9);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRatio(JsonGenerator json, Results.Reached reached) throws IOException {
    Target target = reached.target();
    json.writeStartObject();
    json.writeStringField("name", target.name());
    json.writeStringField("trial", target.trial());
    json.writeStringField("baseline", target.baseline());
    json.writeStringField("basis", target.basis().words());
    json.writeNumberField("ratio", reached.ratio().median());
    json.writeNumberField("least", reached.ratio().min());
    json.writeNumberField("most", reached.ratio().max());
    json.writeNumberField("target", target.least());
    json.writeBooleanField("passed", reached.passed());
    json.writeEndObject();
  }
}
