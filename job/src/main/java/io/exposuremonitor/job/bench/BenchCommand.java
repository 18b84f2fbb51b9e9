package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.bench.BenchOptions.Part;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.option.KebabName;
import io.exposuremonitor.job.option.OutputFiles;
import io.exposuremonitor.job.quality.QualityRun;
import io.exposuremonitor.job.report.Units;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.TrailFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bench}: measures the monitor, or writes logs to try it on. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measure the monitor's speed, or write CloudTrail logs to try it on.",
      "Each measurement alternates with the one it is compared with; this takes about a"
          + " quarter of an hour on an otherwise idle machine."
    },
    footer = {
      "",
      "Example: exposure-monitor bench --generate logs --attack slow-scan",
      "         exposure-monitor replay logs/AWSLogs"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int RECORDS_IN_MEMORY = 40_000;
  private static final List<String> MEASURING =
      List.of("--calls-per-day", "--seconds", "--rounds", "--only", "--json");
  private static final List<String> GENERATING = List.of("--attack", "--start");

  private final PipelineUnderTest pipeline;
  private final Consumer<String> progress;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--records",
      paramLabel = "N",
      description =
          "Records to generate; default: "
              + RECORDS_IN_MEMORY
              + " to measure with, "
              + ProductionDay.DEFAULT_RECORDS
              + " for --generate; with --quality, those of a working day.")
  private @Nullable Integer records;

  @Option(
      names = "--calls-per-day",
      paramLabel = "N",
      description =
          "How busy the company is whose records are measured; a busier one has more actors, sessions"
              + " and tables. Default: the records span a quarter of an hour, four million a day.")
  private @Nullable Long callsPerDay;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed generates the same records; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "1",
      description = "Length of one measurement; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Number of measurements of each kind; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      converter = PartName.class,
      description = "Only these parts: decode, pipeline, keys, gzip.")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(names = "--json", paramLabel = "FILE", description = "Every sample and ratio, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--quality",
      description =
          "Measure the detections instead of the speed: attacks found and false findings in"
              + " fourteen generated days, as Markdown. Takes up to two minutes.")
  private boolean quality;

  @Option(
      names = "--generate",
      paramLabel = "DIR",
      description =
          "Measure nothing; write a day of logs into this folder, laid out like a trail's bucket.")
  private @Nullable Path generate;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      converter = AttackName.class,
      description =
          "Attacks to hide in that day: slow-scan, parallel-scan, key-sweep, partiql-dump,"
              + " many-tables, distributed-scan, export, prepared-export, restore, shared-table,"
              + " stream-trigger, trail-stopped, rogue-reader.")
  private Set<Attack> attacks = EnumSet.noneOf(Attack.class);

  @Option(
      names = "--start",
      paramLabel = "DATE",
      converter = Day.class,
      defaultValue = "2026-01-14",
      description = "The day to write; default: ${DEFAULT-VALUE}.")
  private LocalDate start = LocalDate.EPOCH;

  /** ISO 8601 dates. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException noDate) {
        throw new TypeConversionException("'" + text + "' is not a date such as 2026-01-14");
      }
    }
  }

  /** Names of attacks. */
  static final class AttackName extends KebabName<Attack> {
    AttackName() {
      super(Attack.class, "attacks");
    }
  }

  /** Names of parts. */
  static final class PartName extends KebabName<Part> {
    PartName() {
      super(Part.class, "parts");
    }
  }

  /**
   * Creates the command.
   *
   * @param pipeline the whole job
   * @param progress receives, in a few words, what is being done
   */
  public BenchCommand(PipelineUnderTest pipeline, Consumer<String> progress) {
    this.pipeline = pipeline;
    this.progress = progress;
  }

  @Override
  public Integer call() throws Exception {
    boolean none = (records != null && records < 1) || (callsPerDay != null && callsPerDay < 1);
    if (none || rounds < 1 || seconds <= 0) {
      throw refused("--records, --calls-per-day, --rounds and --seconds must be positive");
    }
    rejectUnusedOptions();
    if (quality) {
      return measureQuality();
    }
    return generate == null ? measure() : write(generate);
  }

  /** Rejects options that have no meaning in the selected mode. */
  private void rejectUnusedOptions() {
    String mode = generate != null ? "--generate" : quality ? "--quality" : "";
    Set<String> unused = new TreeSet<>();
    if (!mode.isEmpty()) {
      unused.addAll(MEASURING);
    }
    if (!mode.equals("--generate")) {
      unused.addAll(GENERATING);
    }
    if (generate != null && quality) {
      unused.add("--quality");
    }
    for (String option : unused) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw refused(
            option + (mode.isEmpty() ? " needs --generate" : " can't be combined with " + mode));
      }
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private int measureQuality() throws Exception {
    QualityRun run =
        new QualityRun(
            seed,
            records == null ? RECORDS_IN_MEMORY : records,
            EmbeddedEngine.defaultParallelism(),
            progress);
    run.run().markdown().forEach(spec.commandLine().getOut()::println);
    return ExitCode.OK;
  }

  private int measure() throws Exception {
    if (json != null) {
      new OutputFiles(spec).check("--json", json);
    }
    int inMemory = records == null ? RECORDS_IN_MEMORY : records;
    BenchOptions options =
        new BenchOptions(
            inMemory,
            span(inMemory),
            seed,
            Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))),
            rounds,
            only);
    try (BenchPlan plan = BenchPlan.of(options, pipeline)) {
      Results results = new BenchRun(options.time(), options.rounds(), progress).run(plan.trials());
      BenchReport report = new BenchReport(results, BenchPlan.TARGETS);
      report.print(spec.commandLine().getOut());
      if (json != null) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(json))) {
          report.writeJson(out);
        }
      }
    }
    return ExitCode.OK;
  }

  private Duration span(int inMemory) {
    if (callsPerDay == null) {
      return BenchOptions.SPAN;
    }
    long most = BenchOptions.mostCallsPerDay(inMemory);
    if (callsPerDay > most) {
      throw refused(
          "--calls-per-day: at most "
              + most
              + " with "
              + inMemory
              + " records; give more --records");
    }
    return BenchOptions.spanOf(inMemory, callsPerDay);
  }

  private int write(Path folder) throws IOException {
    if (Files.exists(folder.resolve(TrailFolder.EXPECTED))) {
      throw refused(
          "--generate: "
              + folder
              + " holds logs generated earlier; name another folder, or remove it");
    }
    new OutputFiles(spec).checkFolder("--generate", folder);
    ProductionDay day =
        ProductionDay.of(
                seed,
                records == null ? ProductionDay.DEFAULT_RECORDS : records,
                start.atStartOfDay(ZoneOffset.UTC).toInstant())
            .with(attacks);
    LongConsumer generated =
        done -> {
          if (done % 10_000 == 0) {
            progress.accept(done + " of about " + day.records() + " records");
          }
        };
    TrailFolder.Written written;
    try {
      written = TrailFolder.write(day, folder, generated);
    } catch (IOException failed) {
      // Without a cause, because the last message of a chain is the one that people see.
      throw new IOException(
          "--generate: can't be written: " + folder + " (" + failed.getMessage() + ')');
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s in %s, %s of them twice; the expected findings are in %s%n",
            Units.count(written.records(), "record"),
            Units.count(written.files(), "file"),
            Units.count(written.duplicates()),
            folder.resolve(TrailFolder.EXPECTED));
    return ExitCode.OK;
  }
}
