package io.exposuremonitor.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.bench.Target.Basis;
import io.exposuremonitor.job.bench.Trial.Turns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Target MET = new Target("met", "fast", "slow", 1.5, Basis.CPU);
  private static final Target MISSED = new Target("missed", "fast", "slow", 2.5, Basis.CPU);
  private static final Target UNMEASURED = new Target("none", "fast", "other", 1, Basis.CPU);
  private static final List<Target> TARGETS = List.of(MET, MISSED, UNMEASURED);

  @Test
  void distributionHasMinimumMedianAndMaximum() {
    assertThat(Distribution.of(DoubleStream.of(3, 9, 1))).isEqualTo(new Distribution(1, 3, 9));
    assertThat(Distribution.of(DoubleStream.of(4, 1, 3, 2))).isEqualTo(new Distribution(1, 2.5, 4));
    assertThat(new Distribution(90, 100, 110).spreadPercent()).isEqualTo(20);
  }

  @Test
  void rejectsEmptyDistribution() {
    assertThatThrownBy(() -> Distribution.of(DoubleStream.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesTrialsOfTheSameRound() {
    // The machine was half as fast in the second round, which does not affect the ratio.
    List<Results.Reached> reached = results().reached(List.of(MET));

    assertThat(reached).hasSize(1);
    assertThat(reached.get(0).ratio()).isEqualTo(new Distribution(2, 2, 2));
  }

  @Test
  void prefersBaselineMeasuredInTurns() throws IOException {
    Results results = new Results();
    results.add("slow", sample(1, 1, SECOND, SECOND));
    results.add(
        "fast", new Turns(new Sample(90, 1, SECOND, SECOND), new Sample(60, 1, SECOND, SECOND)));

    assertThat(results.reached(List.of(MET)).get(0).ratio())
        .isEqualTo(new Distribution(1.5, 1.5, 1.5));
    assertThat(results.samples().keySet()).containsExactly("slow", "fast");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new BenchReport(results, TARGETS).writeJson(out);
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertThat(json.at("/trials/1/baseline_rounds/0/events").longValue()).isEqualTo(60);
    assertThat(json.at("/trials/0/baseline_rounds")).isEmpty();
  }

  @Test
  void comparesCpuTimeOrWallClockTime() {
    Results results = new Results();
    results.add("fast", sample(100, 1, SECOND, 2 * SECOND));
    results.add("slow", sample(100, 1, SECOND, SECOND));

    assertThat(results.reached(List.of(MET)).get(0).ratio().median()).isEqualTo(0.5);
    assertThat(
            results
                .reached(List.of(new Target("wall", "fast", "slow", 1, Basis.WALL)))
                .get(0)
                .ratio()
                .median())
        .isEqualTo(1.0);
  }

  @Test
  void printsMissedTargets() {
    StringWriter text = new StringWriter();

    new BenchReport(results(), TARGETS).print(new PrintWriter(text));

    assertThat(text.toString())
        .containsPattern("met +2\\.00 .* target 1\\.50 +PASS")
        .containsPattern("missed +2\\.00 .* target 2\\.50 +under target")
        .doesNotContain("none");
  }

  @Test
  void writesEverySampleAndRatioAsJson() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new BenchReport(results(), TARGETS).writeJson(out);

    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertThat(json.at("/trials/0/name").textValue()).isEqualTo("fast");
    assertThat(json.at("/trials/0/rounds/0/events").longValue()).isEqualTo(400_000);
    assertThat(json.at("/trials/0/rounds/0/cpu_seconds").doubleValue()).isEqualTo(1.0);
    assertThat(json.at("/trials/1/rounds")).hasSize(2);
    assertThat(json.at("/ratios")).hasSize(2);
    assertThat(json.at("/ratios/0/passed").booleanValue()).isTrue();
    assertThat(json.at("/ratios/1/passed").booleanValue()).isFalse();
  }

  private static Turns sample(long events, long bytes, long wallNanos, long cpuNanos) {
    return new Turns(new Sample(events, bytes, wallNanos, cpuNanos), null);
  }

  private static Results results() {
    Results results = new Results();
    results.add("fast", sample(400_000, 720_000_000, SECOND, SECOND));
    results.add("slow", sample(200_000, 360_000_000, SECOND, SECOND));
    results.add("fast", sample(200_000, 360_000_000, SECOND, SECOND));
    results.add("slow", sample(100_000, 180_000_000, SECOND, SECOND));
    return results;
  }
}
