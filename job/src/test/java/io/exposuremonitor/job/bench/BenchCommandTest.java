package io.exposuremonitor.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.TrailFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final List<String> progress = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void measuresEverythingAndReportsEveryTarget() throws IOException {
    Path json = folder.resolve("bench.json");

    assertThat(
            run(
                "--records",
                "300",
                "--seconds",
                "0.01",
                "--rounds",
                "2",
                "--json",
                json.toString()))
        .isZero();

    JsonNode results = new ObjectMapper().readTree(json.toFile());
    assertThat(results.get("trials")).hasSize(19);
    List<String> ratios = results.get("ratios").findValuesAsText("name");
    assertThat(ratios).isEqualTo(BenchPlan.TARGETS.stream().map(Target::name).toList());
    assertThat(out.toString()).contains("events/CPU-s").contains(ratios);
    assertThat(progress).contains("warm-up: decode", "round 2 of 2: decode");
  }

  @Test
  void measuresOnlyRequestedParts() {
    assertThat(run("--records", "300", "--seconds", "0.01", "--rounds", "1", "--only", "decode"))
        .isZero();

    assertThat(out.toString())
        .contains("Jackson, the same results", "decode + rules", "decoding against Jackson")
        .doesNotContain("pipeline", "gzip");
  }

  @Test
  void spansLessTimeForABusierCompany() {
    int most = 300 * 1_440;

    assertThat(
            run(
                "--records=300",
                "--calls-per-day=" + most,
                "--seconds=0.01",
                "--rounds=1",
                "--only=decode"))
        .isZero();

    assertThat(run("--records=300", "--calls-per-day=" + (most + 1))).isEqualTo(2);
    assertThat(err.toString()).contains("--calls-per-day: at most 432000 with 300 records");
    assertThat(BenchOptions.spanOf(300, most)).isEqualTo(Duration.ofMinutes(1));
    assertThat(BenchOptions.spanOf(40_000, 4_000_000)).isEqualTo(Duration.ofSeconds(864));
  }

  @Test
  void generatesADayWithAttacks() throws IOException {
    assertThat(
            run(
                "--generate",
                folder.toString(),
                "--records",
                "1000",
                "--start",
                "2026-02-03",
                "--attack",
                "slow-scan,export"))
        .isZero();

    assertThat(folder.resolve("AWSLogs/111122223333/CloudTrail/eu-central-1/2026/02/03"))
        .isNotEmptyDirectory();
    assertThat(Files.readAllLines(folder.resolve(TrailFolder.EXPECTED)))
        .extracting(line -> line.substring(0, line.indexOf('\t')))
        .containsExactly("bulk-read.table-scan", "export.to-unapproved-destination");
    assertThat(out.toString()).contains("records in").contains(TrailFolder.EXPECTED);
  }

  @Test
  void doesNotOverwriteGeneratedLogs() throws IOException {
    Files.writeString(folder.resolve(TrailFolder.EXPECTED), "of another day");

    assertThat(run("--generate", folder.toString(), "--records", "10")).isEqualTo(2);

    assertThat(err.toString()).contains("holds logs generated earlier");
    assertThat(folder.resolve(TrailFolder.EXPECTED)).content().isEqualTo("of another day");
  }

  @Test
  void namesFolderWhoseFilesCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("AWSLogs"), "not a folder");

    assertThat(run("--generate", folder.toString(), "--records", "10")).isEqualTo(1);

    assertThat(err.toString()).contains("--generate: can't be written: " + folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--attack=export",
        "--start=2026-02-03",
        "--quality --json=x",
        "--quality --rounds=2",
        "--generate=x --quality",
        "--generate=x --calls-per-day=1000000",
        "--generate=x --seconds=1",
        "--generate=x --only=decode"
      })
  void rejectsOptionsThatCannotBeCombined(String options) {
    assertThat(run(options.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).containsAnyOf("can't be combined with --", "needs --generate");
  }

  @Test
  void rejectsInvalidResultPathBeforeMeasuring() {
    String json = folder.resolve("nowhere/bench.json").toString();

    assertThat(run("--json", json)).isEqualTo(2);

    assertThat(err.toString()).contains("--json: no such folder: " + folder.resolve("nowhere"));
    assertThat(progress).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--attack=bribery",
        "--only=lunch",
        "--records=0",
        "--calls-per-day=0",
        "--rounds=0",
        "--seconds=0",
        "--start=yesterday"
      })
  void rejectsInvalidValues(String option) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(err.toString()).contains(option.substring(0, option.indexOf('=')));
  }

  @Test
  void listsValidPartsForAnUnknownPart() {
    assertThat(run("--only=decode,lunch")).isEqualTo(2);

    assertThat(err.toString())
        .contains("'lunch' is not one of the parts: decode, pipeline, keys, gzip")
        .doesNotContain("Exception");
  }

  @Test
  void namesEveryAttackInItsHelp() {
    assertThat(run("--help")).isZero();

    for (Attack attack : Attack.values()) {
      assertThat(out.toString()).contains(attack.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new BenchCommand(new InMemoryPipeline(), progress::add))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
