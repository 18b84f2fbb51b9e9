package io.exposuremonitor.job.bench;

import static io.exposuremonitor.job.bench.TestRecords.CORPUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
  private static final Duration MOMENT = Duration.ofMillis(5);

  @Test
  void countsProcessedRecords() {
    AtomicLong events = new AtomicLong();
    AtomicLong bytes = new AtomicLong();

    Sample sample =
        new RecordTrial(
                "count",
                CORPUS,
                (json, from, to) -> {
                  events.incrementAndGet();
                  bytes.addAndGet(to - from);
                })
            .run(MOMENT);

    assertThat(sample.events()).isPositive().isEqualTo(events.get());
    assertThat(sample.bytes()).isEqualTo(bytes.get());
    assertThat(sample.wallNanos()).isGreaterThanOrEqualTo(MOMENT.toNanos());
  }

  @Test
  void measuresPipelineUntilItIsStopped() throws Exception {
    InMemoryPipeline pipeline = new InMemoryPipeline();

    Sample sample =
        new PipelineTrial("run", pipeline, () -> CORPUS, 2, Backend.HEAP, Pace.BACKLOG, null)
            .run(MOMENT);

    assertThat(pipeline.records.get()).isPositive();
    assertThat(sample.events()).isBetween(0L, pipeline.records.get());
    assertThat(sample.bytes())
        .isEqualTo(Math.round(sample.events() * ((double) CORPUS.bytes() / CORPUS.size())));
  }

  @Test
  void alternatesBetweenPipelineAndBaseline() throws Exception {
    InMemoryPipeline pipeline = new InMemoryPipeline();
    List<Long> takenBefore = new ArrayList<>();
    List<Long> takenAfter = new ArrayList<>();
    Trial baseline =
        new Trial() {
          @Override
          public String name() {
            return "baseline";
          }

          @Override
          public Sample run(Duration time) throws InterruptedException {
            takenBefore.add(pipeline.records.get());
            Thread.sleep(2);
            takenAfter.add(pipeline.records.get());
            return new Sample(10, 100, 1_000, 500);
          }
        };

    Trial.Turns turns =
        new PipelineTrial("run", pipeline, () -> CORPUS, 2, Backend.HEAP, Pace.BACKLOG, baseline)
            .measure(MOMENT);

    assertThat(pipeline.records.get()).isPositive();
    assertThat(takenBefore)
        .as("eight turns after those that warm up")
        .hasSizeGreaterThan(8)
        .isSorted();
    // A thread that has just taken a record counts it as soon as it runs again, however late.
    assertThat(takenAfter)
        .zipSatisfy(takenBefore, (after, before) -> assertThat(after - before).isBetween(0L, 1L));
    assertThat(turns.baseline()).isEqualTo(new Sample(80, 800, 8_000, 4_000));
    assertThat(turns.trial().events()).isBetween(0L, pipeline.records.get());
    assertThat(turns.trial().wallNanos()).isGreaterThanOrEqualTo(8 * MOMENT.toNanos() / 2);
  }

  @Test
  void failsIfPipelineFails() {
    PipelineTrial trial =
        new PipelineTrial(
            "run", new BrokenPipeline(true), () -> CORPUS, 1, Backend.HEAP, Pace.BACKLOG, null);

    assertThatThrownBy(() -> trial.run(MOMENT)).hasRootCauseMessage("broken");
  }

  @Test
  void rejectsPipelineThatEndsByItself() {
    PipelineTrial trial =
        new PipelineTrial(
            "run", new BrokenPipeline(false), () -> CORPUS, 1, Backend.HEAP, Pace.BACKLOG, null);

    assertThatThrownBy(() -> trial.run(MOMENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the job ended before its feed did");
  }

  @Test
  void writesEveryRoundToFiles(@TempDir Path folder) throws Exception {
    int records = 0;
    GzipCorpus gzip = new GzipCorpus(CORPUS, 3, folder);
    for (Path file : gzip.files()) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        records += new ObjectMapper().readTree(in).get("Records").size();
      }
    }

    assertThat(gzip.events()).isEqualTo(3L * CORPUS.size()).isEqualTo(records);
    assertThat(folder).isDirectoryContaining("glob:**.json.gz");
  }

  @Test
  void decompressesWholeFiles(@TempDir Path folder) throws Exception {
    GzipCorpus gzip = new GzipCorpus(CORPUS, 2, folder);
    Sample sample = FileTrial.inflating("inflate", gzip).run(Duration.ofNanos(1));

    assertThat(sample.events()).isEqualTo(CORPUS.size());
    assertThat(sample.bytes()).isEqualTo(CORPUS.bytes());
  }

  @Test
  void countsTheDifferenceOfTwoReplays(@TempDir Path one, @TempDir Path three) throws Exception {
    InMemoryPipeline pipeline = new InMemoryPipeline();
    GzipCorpus few = new GzipCorpus(CORPUS, 1, one);
    GzipCorpus many = new GzipCorpus(CORPUS, 3, three);
    Sample sample = new ReplayTrial("replay", pipeline, few, many, 1).run(MOMENT);

    assertThat(sample.events()).isEqualTo(2L * CORPUS.size());
    assertThat(pipeline.replayed).containsExactly(three, one);
  }

  @Test
  void decodesEveryGeneratedRecord(@TempDir Path folder) throws IOException {
    Decoding decoding = new Decoding(new InMemoryPipeline());
    List<RecordTrial.Work> variants = new ArrayList<>();
    variants.add(decoding.decode());
    variants.add(decoding.decodeAndRules());

    for (RecordTrial.Work variant : variants) {
      for (int i = 0; i < CORPUS.size(); i++) {
        variant.on(CORPUS.record(i), 0, CORPUS.record(i).length);
      }
    }
    GzipCorpus gzip = new GzipCorpus(CORPUS, 1, folder);
    assertThat(
            new FileTrial("decode", gzip, decoding.decodeFiles()).run(Duration.ofNanos(1)).events())
        .isEqualTo(CORPUS.size());
  }

  /** Fails at once, or ends at once. */
  private record BrokenPipeline(boolean fails) implements PipelineUnderTest {
    @Override
    public CloudTrailDecoder decoder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public JacksonReferenceDecoder jacksonDecoder() {
      throw new AssertionError("not asked for");
    }

    @Override
    public RuleDetector rules() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void run(RecordFeed feed, int parallelism, Backend backend) throws IOException {
      if (fails) {
        throw new IOException("broken");
      }
    }

    @Override
    public void replay(Path folder, int parallelism) {
      throw new UnsupportedOperationException();
    }
  }
}
