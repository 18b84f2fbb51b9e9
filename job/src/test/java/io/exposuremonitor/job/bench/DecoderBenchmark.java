package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.job.simulation.ProductionDay;
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

/** Decoding of single records beside plain Jackson; see docs/performance.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecoderBenchmark {
  private static final int RECORDS = 40_000;

  private final CloudTrailDecoder decoder =
      new CloudTrailDecoder(
          KeyHasher.of("benchmark".getBytes(StandardCharsets.US_ASCII)),
          StatementAnalyser::analyse,
          (eventSource, eventName) -> false);
  private Corpus corpus;
  private int next;

  /** Pretends records. */
  @Setup
  public void pretend() {
    corpus = Corpus.of(ProductionDay.of(1, RECORDS, BenchOptions.START));
  }

  /** What anybody would write first; picks fields, and neither hashes nor analyses. */
  @Benchmark
  public Object jackson() {
    byte[] json = record();
    return JacksonFields.read(json, 0, json.length);
  }

  /** What the monitor does. */
  @Benchmark
  public void decoder(Blackhole blackhole) {
    byte[] json = record();
    decoder.decode(json, 0, json.length, new Swallow(blackhole));
  }

  private byte[] record() {
    next = next + 1 == corpus.size() ? 0 : next + 1;
    return corpus.record(next);
  }

  private record Swallow(Blackhole blackhole) implements DecoderSink {
    @Override
    public void activity(Activity activity) {
      blackhole.consume(activity);
    }

    @Override
    public void candidate(RawRecord record) {
      blackhole.consume(record);
    }

    @Override
    public void skipped(SkipReason reason, String detail) {
      throw new IllegalStateException("not decoded: " + reason + ", " + detail);
    }
  }
}
