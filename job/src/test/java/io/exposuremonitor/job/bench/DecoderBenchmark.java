package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.job.simulation.ProductionDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Compares decoding of single records with plain Jackson; see docs/performance.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecoderBenchmark {
  private static final int RECORDS = 40_000;

  private static final KeyHasher KEYS =
      KeyHasher.of("benchmark".getBytes(StandardCharsets.US_ASCII));

  private final CloudTrailDecoder decoder =
      new CloudTrailDecoder(
          KEYS, StatementAnalyser::analyse, (source, name, failed, parameters) -> false);
  private final JacksonReferenceDecoder reference =
      new JacksonReferenceDecoder(
          KEYS, StatementAnalyser::analyse, (source, name, failed, parameters) -> false);
  private Corpus corpus;
  private int next;

  /** Generates the records. */
  @Setup
  public void generate() {
    corpus = Corpus.of(ProductionDay.of(1, RECORDS, BenchOptions.START));
  }

  /** Picks the fields with Jackson, and neither hashes keys nor analyses statements. */
  @Benchmark
  public Object jacksonFields() {
    byte[] json = record();
    return JacksonFields.read(json, 0, json.length);
  }

  /** Computes the results of the decoder with Jackson. */
  @Benchmark
  public void jacksonDecoder(Blackhole blackhole) throws IOException {
    byte[] json = record();
    reference.decode(json, 0, json.length, new BlackholeSink(blackhole));
  }

  /** Decodes as the monitor does. */
  @Benchmark
  public void decoder(Blackhole blackhole) {
    byte[] json = record();
    decoder.decode(json, 0, json.length, new BlackholeSink(blackhole));
  }

  private byte[] record() {
    next = next + 1 == corpus.size() ? 0 : next + 1;
    return corpus.record(next);
  }

  private record BlackholeSink(Blackhole blackhole) implements DecoderSink {
    @Override
    public void activity(Activity activity) {
      blackhole.consume(activity);
    }

    @Override
    public void candidate(RawRecord record) {
      blackhole.consume(record);
    }

    @Override
    public void itemChange(byte[] bytes, int from, int to, String place) {
      blackhole.consume(place);
    }

    @Override
    public void skipped(SkipReason reason, String detail) {
      throw new IllegalStateException("not decoded: " + reason + ", " + detail);
    }
  }
}
