package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user changes the policy and adds a rule while the monitor runs, then makes a mistake, and the
 * monitor is killed before it is corrected.
 */
@Tag("slow")
class PolicyEndToEndTest {
  private static final Pattern VERSION =
      Pattern.compile("exposure_policy_info\\{version=\"(\\w+)\"} 1.0");
  private static final int PAGES = 40;
  private static final String FLOORS =
      """
      version: 1
      thresholds:
        bulkRead:
          scanPages: {fiveMinutes: %1$d, hour: %1$d, day: %1$d}
      """;
  private static final String RULE =
      """
      title: Topic published to
      name: custom.topic-published
      logsource: {product: aws, service: cloudtrail}
      detection:
        call: {eventSource: sns.amazonaws.com, eventName: Publish}
        condition: call
      level: low
      """;

  private static EmulatedAws aws;

  @TempDir private Path folder;

  @BeforeAll
  static void startEmulators() {
    assumeTrue(EmulatedAws.missing().isEmpty(), () -> EmulatedAws.missing().orElse(""));
    aws = new EmulatedAws(1);
  }

  @AfterAll
  static void stopEmulators() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void appliesValidChangesAndRejectsInvalidOne() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yml"), FLOORS.formatted(1_000));
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Path findings = folder.resolve("findings");
    Path config = folder.resolve("monitor.yml");
    Files.writeString(
        config,
        "monitor: {policy: '%s', rules: ['%s'], reload-every: 1 s}\n".formatted(policy, rules)
            + "inputs:\n"
            + aws.inputs()
            + "outputs:\n  findings: '%s'\n".formatted(findings)
            + "metrics:\n  port: 0\n");
    try (MonitorProcess monitor =
        MonitorProcess.commandLine(config, folder.resolve("state"), folder.resolve("log"))) {
      monitor.start();
      Waiting.until(() -> !version(monitor).isEmpty(), "a policy is in force");
      String first = version(monitor);
      scan("first", 0);
      publish();
      awaitRecords(monitor, PAGES + 1);

      Files.writeString(rules.resolve("own.yml"), RULE);
      String withRule = awaitOtherVersion(monitor, first);
      Files.writeString(policy, FLOORS.formatted(PAGES / 2));
      String second = awaitOtherVersion(monitor, withRule);
      scan("second", PAGES);
      publish();
      awaitFinding(findings, "bulk-read.table-scan", "user/second");
      awaitFinding(findings, "custom.topic-published", "user/publisher");

      Files.writeString(policy, FLOORS.formatted(PAGES / 2).replace("hour", "hours"));
      monitor.awaitMetric("exposure_policy_refused_total 1.0");
      awaitFinding(findings, "blindspot.policy-refused", "");
      assertThat(version(monitor)).as("the policy in force stays").isEqualTo(second);
      monitor.awaitCheckpoint();
      monitor.kill();

      monitor.start();
      Waiting.until(() -> version(monitor).equals(second), "goes on by what was in force");
      scan("third", 2 * PAGES);
      awaitFinding(findings, "bulk-read.table-scan", "user/third");

      Files.writeString(policy, FLOORS.formatted(PAGES / 2) + "findings: {minimumLevel: low}\n");
      awaitOtherVersion(monitor, second);
      assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
    }
    List<JsonNode> found = OutputLines.in(findings);
    assertThat(found)
        .as("read in one go before the threshold was lowered")
        .noneMatch(line -> actor(line).endsWith("user/first"));
    assertThat(found)
        .filteredOn(line -> OutputLines.analytic(line).equals("blindspot.policy-refused"))
        .allMatch(line -> line.path("message").asText().contains("policy.yml, line 4, column"));
    assertThat(Files.readString(folder.resolve("log")))
        .contains("refused; the monitor continues with the policy that was in force");
  }

  /** Each actor reads a table of its own. */
  private static void scan(String user, int from) {
    Instant now = Instant.now();
    for (int page = from; page < from + PAGES; page++) {
      String text = TrailRecords.scan("page-" + page, user, "table-" + user, now);
      aws.put("page-" + page, TrailRecords.raw(text));
    }
  }

  private static void publish() {
    Instant now = Instant.now();
    String text =
        TrailRecords.scan("publish-" + now.toEpochMilli(), "publisher", "none", now)
            .replace("\"dynamodb.amazonaws.com\"", "\"sns.amazonaws.com\"")
            .replace("\"Scan\"", "\"Publish\"");
    aws.put("publish", TrailRecords.raw(text));
  }

  private static void awaitRecords(MonitorProcess monitor, int count) {
    monitor.awaitMetric("exposure_records_total{source=\"trail\"} " + count + ".0");
  }

  private static void awaitFinding(Path findings, String id, String actor) {
    Waiting.until(
        () ->
            OutputLines.in(findings).stream()
                .anyMatch(
                    line -> OutputLines.analytic(line).equals(id) && actor(line).endsWith(actor)),
        id + " by " + actor);
  }

  private static String actor(JsonNode finding) {
    return finding.at("/actor/user/uid").asText();
  }

  private static String awaitOtherVersion(MonitorProcess monitor, String before)
      throws InterruptedException {
    Waiting.until(
        () -> !version(monitor).isEmpty() && !version(monitor).equals(before),
        "another policy is in force");
    return version(monitor);
  }

  /** The version of the policy in force; empty if the monitor does not serve it. */
  private static String version(MonitorProcess monitor) throws InterruptedException {
    return monitor.metrics().stream()
        .flatMap(line -> VERSION.matcher(line).results())
        .map(match -> match.group(1))
        .findFirst()
        .orElse("");
  }
}
