package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.bench.BenchOptions.Part;
import io.exposuremonitor.job.bench.Target.Basis;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trials of one run and their targets. Closing it deletes its files. */
final class BenchPlan implements AutoCloseable {
  static final String JACKSON = "Jackson, the same results";
  static final String JACKSON_FIELDS = "Jackson, fields as text";
  static final String DECODE = "decode";
  static final String RULES = "decode + rules";
  static final String INFLATE = "inflate";
  static final String INFLATE_DECODE = "inflate + decode";
  static final String REPLAY = "gzip replay, all cores";
  static final String UNIFORM = "pipeline, heap, 2 cores, uniform keys";
  static final String HOT = "pipeline, heap, 2 cores, one hot key";

  private static final String FED = "decode, as fed to pipelines, ";
  private static final String AS_LIVE = ", as live";

  static final List<Target> TARGETS =
      List.of(
          new Target("decoding against Jackson, same results", DECODE, JACKSON, 1.5, Basis.CPU),
          new Target("decoding against Jackson, fields only", DECODE, JACKSON_FIELDS, 0, Basis.CPU),
          pipelineTarget(Backend.HEAP, 1, "", 0.6),
          pipelineTarget(Backend.HEAP, 2, "", 0.6),
          pipelineTarget(Backend.ROCKSDB, 1, "", 0.45),
          pipelineTarget(Backend.ROCKSDB, 2, "", 0.45),
          pipelineTarget(Backend.HEAP, 1, AS_LIVE, 0.6),
          pipelineTarget(Backend.HEAP, 2, AS_LIVE, 0.6),
          pipelineTarget(Backend.ROCKSDB, 1, AS_LIVE, 0.45),
          pipelineTarget(Backend.ROCKSDB, 2, AS_LIVE, 0.45),
          new Target("one hot key against uniform keys", HOT, UNIFORM, 0.9, Basis.WALL),
          new Target("gzip replay against inflating", REPLAY, INFLATE, 0.7, Basis.WALL),
          new Target("gzip replay against inflating, cost", REPLAY, INFLATE, 0, Basis.CPU));

  private static final int MAX_CORES = 2;
  private static final int[] CORES = {1, MAX_CORES};
  private static final int FEW_ROUNDS = 1;
  private static final int MANY_ROUNDS = 25;

  private final BenchOptions options;
  private final PipelineUnderTest pipeline;
  private final TemporaryFolder files;
  private final List<Trial> trials = new ArrayList<>();

  private BenchPlan(BenchOptions options, PipelineUnderTest pipeline, TemporaryFolder files) {
    this.options = options;
    this.pipeline = pipeline;
    this.files = files;
  }

  /**
   * Prepares the records.
   *
   * @throws IOException when log files can't be written
   */
  static BenchPlan of(BenchOptions options, PipelineUnderTest pipeline) throws IOException {
    return of(options, pipeline, TemporaryFolder.deletedAtExit());
  }

  /**
   * Prepares the records.
   *
   * @param files the folder for log files, which the plan owns: also deleted if this fails
   * @throws IOException when log files can't be written
   */
  static BenchPlan of(BenchOptions options, PipelineUnderTest pipeline, TemporaryFolder files)
      throws IOException {
    BenchPlan plan = new BenchPlan(options, pipeline, files);
    try {
      plan.prepare();
      return plan;
    } catch (Throwable failure) {
      try {
        plan.close();
      } catch (IOException undeleted) {
        failure.addSuppressed(undeleted);
      }
      throw failure;
    }
  }

  private void prepare() throws IOException {
    Corpus production = corpus(Traffic.ZIPF);
    Decoding decoding = new Decoding(pipeline);
    if (options.has(Part.DECODE)) {
      trials.add(new RecordTrial(JACKSON_FIELDS, production, JacksonFields::read));
      trials.add(new RecordTrial(JACKSON, production, decoding.decodeWithJackson()));
      trials.add(new RecordTrial(DECODE, production, decoding.decode()));
      trials.add(new RecordTrial(RULES, production, decoding.decodeAndRules()));
    }
    if (options.has(Part.PIPELINE)) {
      addPipelines(production, decoding);
    }
    if (options.has(Part.KEYS)) {
      trials.add(
          pipeline(
              UNIFORM, () -> corpus(Traffic.UNIFORM), MAX_CORES, Backend.HEAP, Pace.BACKLOG, null));
      trials.add(
          pipeline(
              HOT, () -> corpus(Traffic.ONE_KEY), MAX_CORES, Backend.HEAP, Pace.BACKLOG, null));
    }
    if (options.has(Part.GZIP)) {
      addFiles(production, decoding);
    }
  }

  private void addPipelines(Corpus corpus, Decoding decoding) {
    Map<Integer, Trial> fed = new TreeMap<>();
    for (int cores : CORES) {
      List<RecordTrial.Work> works = Stream.generate(decoding::decode).limit(cores).toList();
      fed.put(cores, new FedTrial(FED + cores(cores), corpus, works));
    }
    trials.addAll(fed.values());
    for (Backend backend : Backend.values()) {
      for (int cores : CORES) {
        String name = pipeline(backend, cores);
        Trial baseline = fed.get(cores);
        trials.add(pipeline(name, () -> corpus, cores, backend, Pace.BACKLOG, baseline));
        Pace live = Pace.live(System::nanoTime);
        trials.add(pipeline(name + AS_LIVE, () -> corpus, cores, backend, live, baseline));
      }
    }
  }

  private void addFiles(Corpus corpus, Decoding decoding) throws IOException {
    GzipCorpus few = new GzipCorpus(corpus, FEW_ROUNDS, folder("few"));
    GzipCorpus many = new GzipCorpus(corpus, MANY_ROUNDS, folder("many"));
    trials.add(FileTrial.inflating(INFLATE, many));
    trials.add(new FileTrial(INFLATE_DECODE, many, decoding.decodeFiles()));
    trials.add(new ReplayTrial(REPLAY, pipeline, few, many, EmbeddedEngine.defaultParallelism()));
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(files.path().resolve(name));
  }

  private Corpus corpus(Traffic traffic) {
    return Corpus.of(
        ProductionDay.of(options.seed(), options.records(), BenchOptions.START)
            .with(options.span(), traffic));
  }

  private Trial pipeline(
      String name,
      Supplier<Corpus> corpus,
      int cores,
      Backend backend,
      Pace pace,
      @Nullable Trial baseline) {
    return new PipelineTrial(name, pipeline, corpus, cores, backend, pace, baseline);
  }

  /** Compares a pipeline with decoding on as many cores. */
  private static Target pipelineTarget(Backend backend, int cores, String pace, double ratio) {
    return new Target(
        state(backend) + ", " + cores(cores) + pace + ", against decoding",
        pipeline(backend, cores) + pace,
        FED + cores(cores),
        ratio,
        Basis.CPU);
  }

  private static String pipeline(Backend backend, int cores) {
    return "pipeline, " + state(backend) + ", " + cores(cores);
  }

  private static String state(Backend backend) {
    return backend == Backend.HEAP ? "heap" : "RocksDB";
  }

  private static String cores(int cores) {
    return cores + (cores == 1 ? " core" : " cores");
  }

  List<Trial> trials() {
    return trials;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
