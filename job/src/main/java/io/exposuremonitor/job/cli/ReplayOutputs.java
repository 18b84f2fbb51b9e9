package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.option.OutputFiles;
import io.exposuremonitor.job.replay.ReplayMetrics;
import io.exposuremonitor.job.replay.ReplayResult;
import io.exposuremonitor.job.report.HtmlReport;
import io.exposuremonitor.job.report.ReportData;
import io.exposuremonitor.job.report.TerminalSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The outputs of a replay besides findings and incidents ({@link ResultLines}). When findings go to
 * standard output, the summary goes to standard error, so that the output stays machine-readable.
 *
 * @param findings a file, {@code -} for standard output, or null
 * @param incidents a file, or null
 * @param report the HTML page, or null
 * @param metrics the Prometheus text file, or null
 */
record ReplayOutputs(
    @Nullable String findings,
    @Nullable Path incidents,
    @Nullable Path report,
    @Nullable Path metrics) {
  /** Policies, rules and settings, which a typing error must not overwrite. */
  private static final Pattern YAML = Pattern.compile("\\.ya?ml$", Pattern.CASE_INSENSITIVE);

  /**
   * Rejects places that can't be written, one place for two results, and files that would be read.
   * Only findings may go to standard output.
   *
   * @param inputs files that a result must not overwrite
   * @throws ParameterException saying which and why
   * @throws java.nio.file.NoSuchFileException when there are no such logs
   */
  void check(CommandSpec spec, ReplayInputs inputs) throws IOException {
    Map<Path, String> names = new HashMap<>();
    OutputFiles files = new OutputFiles(spec);
    for (Map.Entry<String, Path> target : targets().entrySet()) {
      String name = target.getKey();
      Path file = target.getValue();
      if (file.equals(Path.of(ResultLines.STANDARD_OUTPUT))) {
        throw refused(spec, name + ": only --findings can go to standard output; name a file");
      }
      files.check(name, file);
      String other = names.put(place(file), name);
      if (other != null && !isSpecial(file)) {
        throw refused(spec, other + " and " + name + " name the same file: " + file);
      }
      Optional<String> read = inputs.reads(file);
      if (read.isPresent()) {
        throw refused(spec, name + ": would overwrite what " + read.get() + " reads: " + file);
      }
      if (YAML.matcher(file.toString()).find()) {
        throw refused(
            spec, name + ": results are not YAML; by its name this could be your policy: " + file);
      }
    }
  }

  private static ParameterException refused(CommandSpec spec, String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /**
   * Normalises a path, so that all names of a file give the same path, as far as links can be
   * resolved.
   */
  private static Path place(Path file) throws IOException {
    return Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
  }

  /** True for a device, which accepts any number of results. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private Map<String, Path> targets() {
    Map<String, Path> targets = new LinkedHashMap<>();
    if (findings != null && !findings.equals(ResultLines.STANDARD_OUTPUT)) {
      targets.put("--findings", Path.of(findings));
    }
    if (incidents != null) {
      targets.put("--incidents", incidents);
    }
    if (report != null) {
      targets.put("--report", report);
    }
    if (metrics != null) {
      targets.put("--metrics", metrics);
    }
    return targets;
  }

  /**
   * Writes all requested results, and the summary.
   *
   * @param out standard output
   * @param err standard error
   */
  void write(ReplayResult result, ReportData data, PrintWriter out, PrintWriter err)
      throws IOException {
    if (report != null) {
      try {
        Files.writeString(report, HtmlReport.render(data));
      } catch (IOException failed) {
        throw lost("--report", report, failed);
      }
    }
    if (metrics != null) {
      try (OutputStream file = Files.newOutputStream(metrics)) {
        ReplayMetrics.write(result, file);
      } catch (IOException failed) {
        throw lost("--metrics", metrics, failed);
      }
    }
    boolean toError = ResultLines.STANDARD_OUTPUT.equals(findings);
    PrintWriter people = toError ? err : out;
    people.print(TerminalSummary.render(data, Terminal.summary(toError)));
    if (report == null && findings == null && !data.findings().isEmpty()) {
      people.println();
      people.println("Details and what to do: add --report out.html");
    }
    people.flush();
  }

  /** An error about a failure that no earlier check could foresee, such as a full disk. */
  private static IOException lost(String name, Path file, IOException failed) {
    return new IOException(name + ": can't be written: " + file + " (" + failed.getMessage() + ')');
  }
}
