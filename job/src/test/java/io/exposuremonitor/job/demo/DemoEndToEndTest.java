package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: with DynamoDB Local, the trail's bucket and the real job. */
@Tag("slow")
class DemoEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void narratesDetectsAndSummarisesTheft() throws Exception {
    List<ExpectedFinding> expected =
        Arrays.stream(Act.values()).flatMap(act -> act.expected().stream()).toList();
    try (DemoProcess demo = new DemoProcess(folder, "--speed", "5", "--for", "130s")) {
      demo.await("What happened");
      JsonNode state = JSON.readTree(demo.get("/state").body());
      HttpResponse<String> page = demo.get("/");

      assertThat(findings(state)).containsAll(expected);
      assertThat(state.at("/verdict/headline").asText()).contains("3,000 of 3,000 customers");
      assertThat(state.at("/state/job").asText()).isEqualTo("RUNNING");
      assertThat(state.at("/state/unseen").asLong()).isPositive();
      assertThat(changes(state, Company.ORDERS.name())).isPositive();
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
      assertThat(demo.ended()).as(demo.output() + demo.errors()).isZero();
      assertThat(demo.output())
          .contains("3,000 of 3,000 customers")
          .contains(Company.INTRUDER.id())
          .contains(expected.stream().map(ExpectedFinding::analytic).toList())
          .doesNotContain("NOT FOUND");
      assertThat(demo.errors()).isEmpty();
      assertCleanedUp(demo);
    }
  }

  @Test
  void reportsNothingWithoutIntruder() throws Exception {
    try (DemoProcess demo =
        new DemoProcess(folder, "--scenario", "quiet", "--speed", "5", "--for", "30s")) {
      assertThat(demo.ended()).as(demo.output() + demo.errors()).isZero();
      assertThat(demo.output()).contains("0 findings of level medium or above");
      assertThat(demo.errors()).isEmpty();
      assertCleanedUp(demo);
    }
  }

  @Test
  void cleansUpWhenStopped() throws Exception {
    try (DemoProcess demo = new DemoProcess(folder, "--speed", "5")) {
      demo.await("Copies all customers");
      demo.stop();

      assertThat(demo.ended()).as("exit code after SIGTERM").isEqualTo(128 + 15);
      assertThat(demo.output()).contains("What happened").contains("nothing is left behind");
      assertCleanedUp(demo);
    }
  }

  private static void assertCleanedUp(DemoProcess demo) throws IOException {
    assertThat(demo.temporary()).isEmptyDirectory();
    assertThatThrownBy(() -> demo.get("/")).isInstanceOf(ConnectException.class);
  }

  private static List<ExpectedFinding> findings(JsonNode state) {
    List<ExpectedFinding> found = new ArrayList<>();
    for (JsonNode finding : state.path("findings")) {
      found.add(
          new ExpectedFinding(
              finding.path("id").asText(),
              finding.path("actor").asText(),
              finding.path("resource").asText()));
    }
    return found;
  }

  private static long changes(JsonNode state, String table) {
    for (JsonNode shown : state.path("tables")) {
      if (shown.path("name").asText().equals(table)) {
        return shown.path("changes").asLong();
      }
    }
    throw new AssertionError("no table " + table);
  }
}
