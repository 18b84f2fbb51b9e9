package io.exposuremonitor.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.TrailFolder;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(\\{([a-z]+=\"[a-z-]+\",?)+})? ([0-9.E+-]+)");

  private static final String RULE =
      """
      title: Scan
      name: test.ours
      logsource: {product: aws, service: cloudtrail}
      detection:
        scan: {eventSource: dynamodb.amazonaws.com, eventName: Scan}
        condition: scan
      """;

  @TempDir private static Path shared;
  private static Path logs;

  /** A replay with every output, in a JVM of its own. */
  private static Ran full;

  @TempDir private Path folder;

  @BeforeAll
  static void replayAnExport() throws Exception {
    ProductionDay day =
        ProductionDay.of(3, 500, Instant.parse("2025-11-22T00:00:00Z"))
            .with(Set.of(Attack.EXPORT, Attack.TRAIL_STOPPED));
    TrailFolder.write(day, shared, written -> {});
    logs = shared.resolve("AWSLogs");
    full =
        Ran.runAlone(
            shared,
            "replay",
            logs,
            "--findings",
            "-",
            "--incidents",
            shared.resolve("incidents.jsonl"),
            "--report",
            shared.resolve("report.html"),
            "--metrics",
            shared.resolve("metrics.prom"),
            "--parallelism",
            2,
            "--fail-on",
            "high");
  }

  @Test
  void exitsWithThreeWhenAFindingReachesTheLevel() {
    assertThat(full.code()).as(full.err()).isEqualTo(3);
  }

  @Test
  void printsOnlyFindingsOnStandardOutputOnRequest() throws IOException {
    Set<String> analytics = new HashSet<>();
    for (String line : full.out().lines().toList()) {
      JsonNode finding = JSON.readTree(line);
      assertThat(finding.get("class_uid").asInt()).isEqualTo(2004);
      analytics.add(finding.at("/finding_info/analytic/uid").asText());
    }

    assertThat(analytics).contains("export.to-unapproved-destination", "blindspot.logging-stopped");
    assertThat(full.err()).contains("adhoc-export-role");
  }

  @Test
  void writesAndSummarizesIncidents() throws IOException {
    Set<String> actors = new HashSet<>();
    for (String line : Files.readAllLines(shared.resolve("incidents.jsonl"))) {
      JsonNode incident = JSON.readTree(line);
      assertThat(incident.at("/timeline")).hasSize(incident.at("/findings").intValue());
      incident.at("/actors").forEach(actor -> actors.add(actor.asText()));
    }

    assertThat(actors).anyMatch(actor -> actor.endsWith("role/adhoc-export-role"));
    assertThat(full.err())
        .containsPattern("\\d incidents, times in UTC:\\n(critical|high) +risk +\\d+ ");
  }

  @Test
  void writesTheFindingsIntoTheReport() throws IOException {
    assertThat(shared.resolve("report.html"))
        .content()
        .contains("export.to-unapproved-destination", "adhoc-export-role", "</html>")
        .contains("find " + logs + " -name '*.json*'");
  }

  @Test
  void quotesPathsForAShell() {
    assertThat(ReplayCommand.quoted("logs/2026=03")).isEqualTo("logs/2026=03");
    assertThat(ReplayCommand.quoted("it's logs")).isEqualTo("'it'\\''s logs'");
  }

  @Test
  void writesMetricsThatPrometheusReads() throws IOException {
    Set<String> typed = new HashSet<>();
    Set<String> helped = new HashSet<>();
    Set<String> samples = new HashSet<>();
    for (String line : Files.readAllLines(shared.resolve("metrics.prom"))) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        assertThat(helped.add(words[2])).isTrue();
      } else if (line.startsWith("# TYPE ")) {
        assertThat(words[3]).isIn("counter", "gauge");
        typed.add(words[2]);
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(typed).contains(sample.group(1));
        assertThat(Double.parseDouble(sample.group(4))).isNotNegative();
        assertThat(samples.add(line.substring(0, line.lastIndexOf(' ')))).isTrue();
      }
    }

    assertThat(helped).isEqualTo(typed);
    assertThat(samples)
        .contains("exposure_records_total", "exposure_replay_duration_seconds")
        .anyMatch(sample -> sample.startsWith("exposure_findings_total{family=\"export\""));
  }

  @Test
  void exitsWithZeroWhateverWasFound() {
    Ran ran = Ran.run("replay", logs, "--parallelism", 1, "--findings", folder.resolve("f.jsonl"));

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("adhoc-export-role").doesNotContain("Details and what to do");
    Ran plain = Ran.run("replay", logs, "--parallelism", 1);
    assertThat(plain.out()).endsWith("\n\nDetails and what to do: add --report out.html\n");
    assertThat(folder.resolve("f.jsonl")).content().isEqualTo(full.out());
  }

  /** The engine would write sizes in these digits, and then not read them. */
  @Test
  void replaysWhereDigitsAreNotAscii() throws Exception {
    Ran ran = Ran.runAloneWith("-Duser.language=ar -Duser.country=EG", folder, "replay", logs);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("adhoc-export-role");
  }

  @Test
  void exitsWithTwoOnAMissingPath() {
    assertRefused(Ran.run("replay", folder.resolve("nowhere")), "nowhere");
  }

  @Test
  void exitsWithTwoOnAMissingPolicyInventoryOrRuleFolder() {
    for (String option : List.of("--policy", "--inventory", "--rules")) {
      assertRefused(Ran.run("replay", logs, option, folder.resolve("nowhere")), "no such file");
    }
  }

  @Test
  void exitsWithTwoWithoutAPathAndOnAnUnknownOption() {
    assertRefused(Ran.run("fly"), "there is no command 'fly'");
    assertRefused(Ran.run("replay"), "PATH");
    assertRefused(Ran.run("replay", logs, "--fast"), "--fast");
    assertRefused(Ran.run("replay", logs, "--parallelism", 0), "must be a whole number, 1 to 16");
    assertRefused(Ran.run("replay", logs, "--parallelism", 200), "must be a whole number, 1 to 16");
    assertRefused(
        Ran.run("replay", logs, "--fail-on", "terrible"),
        "error: --fail-on: 'terrible' is not one of informational, low, medium, high, critical\n");
    assertRefused(
        Ran.run("bench", "--generate", "x", "--attack", "slowscan"),
        "error: --attack: 'slowscan' is not one of the attacks: slow-scan, ");
    assertRefused(Ran.run("bench", "more"), "error: unexpected argument 'more'\n");
  }

  @Test
  void exitsWithTwoBeforeReplayIfResultsCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    for (String option : List.of("--findings", "--incidents", "--report", "--metrics")) {
      Path missing = folder.resolve("nowhere").resolve("result");
      assertRefused(Ran.run("replay", logs, option, missing), option + ": no such folder");
      assertRefused(Ran.run("replay", logs, option, folder), option + ": a folder, not a file");
      assertRefused(
          Ran.run("replay", logs, option, file.resolve("result")), option + ": not a folder");
      assertRefused(Ran.run("replay", logs, option, "/proc/result"), option + ": ");
    }
    assertRefused(
        Ran.run("replay", logs, "--report", file, "--metrics", file), "name the same file");
    assertRefused(
        Ran.run("replay", folder.resolve("gone"), "--report", folder.resolve("r")), "gone");
    assertThat(file).content().isEqualTo("kept");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.resolve("r")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void writesFindingsIntoAPipe() throws IOException {
    Map<String, Path> before = openPipes();
    Pipe pipe = Pipe.open();
    Map<String, Path> opened = openPipes();
    opened.keySet().removeAll(before.keySet());
    try (Pipe.SourceChannel source = pipe.source()) {
      Ran ran = Ran.run("replay", logs, "--findings", opened.values().iterator().next());
      pipe.sink().close();

      assertThat(ran.err()).isEmpty();
      assertThat(new String(Channels.newInputStream(source).readAllBytes(), UTF_8))
          .contains("\"export.to-unapproved-destination\"");
    }
  }

  /** The process's pipes by their inode, each under one of its file descriptors. */
  private static Map<String, Path> openPipes() throws IOException {
    Map<String, Path> pipes = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          pipes.put(Files.readSymbolicLink(file).toString(), file);
        }
      }
    }
    pipes.keySet().removeIf(target -> !target.startsWith("pipe:"));
    return pipes;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void rejectsDevicesAsLogs() {
    Ran ran = Ran.run("replay", "/dev/null");

    assertThat(ran.err())
        .contains("a pipe or device can't be read; name a file or folder: /dev/null");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesResultThatDoesNotFitOnFullDisk() {
    for (String option : List.of("--findings", "--incidents", "--report", "--metrics")) {
      Ran ran = Ran.run("replay", logs, option, "/dev/full");

      assertThat(ran.err()).contains("can't be written: /dev/full (");
      assertThat(ran.code()).isEqualTo(1);
    }
  }

  @Test
  void exitsWithTwoIfResultWouldOverwriteInput() throws IOException {
    Path log = Files.writeString(folder.resolve("log.json"), "{\"Records\":[]}");
    Path link = Files.createSymbolicLink(folder.resolve("link"), log);
    Path policy = folder.resolve("policy.yml");
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Path rule = Files.writeString(rules.resolve("rule.yml"), "title: none yet");
    Path sizes = Files.writeString(folder.resolve("sizes.json"), "{}");
    Ran.run("policy", "init", policy);
    for (String option : List.of("--findings", "--incidents", "--report", "--metrics")) {
      assertOverwrites(option, log, "PATH", folder);
      assertOverwrites(option, link, "PATH", log);
      assertOverwrites(option, policy, "--policy", logs, "--policy", policy);
      assertOverwrites(option, rule, "--rules", logs, "--rules", rules);
      assertOverwrites(option, sizes, "--inventory", logs, "--inventory", sizes);
    }
    assertThat(log).content().isEqualTo("{\"Records\":[]}");
  }

  private static void assertOverwrites(
      String option, Path result, String reader, Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("replay", option, result));
    words.addAll(List.of(arguments));
    assertRefused(
        Ran.run(words.toArray()),
        option + ": would overwrite what " + reader + " reads: " + result);
  }

  @Test
  void onlyFindingsMayGoToStandardOutput() {
    for (String option : List.of("--incidents", "--report", "--metrics")) {
      assertRefused(Ran.run("replay", logs, option, "-"), option + ": only --findings can go");
    }
  }

  @Test
  void exitsWithOneIfNothingWasRead() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"foo\":1}");
    Path none = Files.writeString(folder.resolve("none.json"), "{\"Records\":[]}");

    Ran unread = Ran.run("replay", logs, other, "--parallelism", 1);
    assertThat(unread.err()).isEqualTo("error: nothing could be read from " + other + "\n");
    assertThat(unread.code()).isEqualTo(1);
    Ran empty = Ran.run("replay", none, "--fail-on", "critical", "--parallelism", 1);
    assertThat(empty.err()).isEqualTo("error: the files hold no records\n");
    assertThat(empty.code()).isEqualTo(1);
    Path emptyFolder = Files.createDirectory(folder.resolve("empty"));
    Ran missing = Ran.run("replay", logs, emptyFolder);
    assertThat(missing.err()).isEqualTo("error: no files in " + emptyFolder + "\n");
    assertThat(missing.code()).isEqualTo(1);
  }

  @Test
  void exitsWithTwoIfLearningIsImpossible() throws IOException {
    Path used = folder.resolve("used");
    Files.createFile(Files.createDirectories(used.resolve("checkpoints/7")).resolve("_metadata"));

    assertRefused(Ran.run("replay", logs, "--learn", used), "holds the state of a monitor");
    assertRefused(
        Ran.run("replay", logs, "--learn", folder.resolve("new")), "EXPOSURE_HASH_SECRET");
  }

  @Test
  void reportsPositionOfPolicyMistake() throws IOException {
    Path policy = folder.resolve("policy.yml");
    Files.writeString(policy, "version: 1\nfindngs:\n  lateness: 15m\n");

    Ran ran = Ran.run("replay", logs, "--policy", policy);

    assertRefused(ran, "policy.yml:2:1");
    assertThat(ran.err()).contains("findings");
  }

  @Test
  void listsTheShippedRules() {
    Ran ran = Ran.run("rules", "list");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("export.to-unapproved-destination", "blindspot.logging-stopped");
  }

  @Test
  void testsTheShippedRules() throws Exception {
    copyShippedRules();

    Ran ran = Ran.run("rules", "test", folder);

    assertThat(ran.out()).contains(" 0 failed");
    assertThat(ran.code()).isZero();
  }

  @Test
  void reportsPositionOfRuleMistake() throws Exception {
    copyShippedRules();
    Path rule = folder.resolve("export/zero-etl.yml");
    String text = Files.readString(rule);
    Files.writeString(rule, text.replaceFirst("(?m)^( +)condition: .*$", "$1condition: nothing"));

    Ran ran = Ran.run("rules", "test", folder);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("export/zero-etl\\.yml:\\d+").contains(" 1 failed");
    assertThat(ran.out()).as("the position is printed once").containsOnlyOnce("zero-etl.yml");
    assertThat(ran.out() + ran.err()).doesNotContain("\tat ");
  }

  @Test
  void reportsAllRuleMistakesAtOnce() throws IOException {
    String rule =
        """
        title: t
        name: test.%s
        logsource: {product: aws, service: cloudtrail}
        level: worst
        detection:
          a: {x|cidr: 300.0.0.0/8}
          b: {y|all: 1}
          condition: a or b
        """;
    Files.writeString(folder.resolve("one.yml"), rule.formatted("one"));
    Files.writeString(folder.resolve("two.yml"), rule.formatted("two"));

    for (Ran ran :
        List.of(Ran.run("rules", "test", folder), Ran.run("rules", "list", "--rules", folder))) {
      assertThat((ran.out() + ran.err()).replace("error: ", "").lines())
          .filteredOn(line -> line.startsWith(folder.toString()))
          .hasSize(6)
          .anyMatch(line -> line.contains("two.yml:4:") && line.contains("no level 'worst'"))
          .anyMatch(line -> line.contains("one.yml:6:") && line.contains("ADDRESS/LENGTH"))
          .anyMatch(line -> line.contains("'all' needs more than one value"));
    }
  }

  @Test
  void rejectsRulesWhoseNameIsTaken() throws Exception {
    String shipped = Catalogue.text("export/zero-etl.yml");
    Path rule = Files.writeString(folder.resolve("ours.yml"), shipped + "# ours\n");

    assertRefused(Ran.run("rules", "list", "--rules", folder), "is taken by export/zero-etl.yml");
    assertRefused(Ran.run("replay", logs, "--rules", folder), "is taken by export/zero-etl.yml");
    Ran test = Ran.run("rules", "test", folder);
    assertThat(test.code()).isEqualTo(1);
    assertThat(test.out()).contains(rule + ":", "is taken by export/zero-etl.yml");
  }

  @Test
  void warnsOfRulesThatNeverMatchWithoutRefusingThem() throws IOException {
    Path rule =
        Files.writeString(
            folder.resolve("ours.yml"), RULE.replace("dynamodb.amazonaws.com", "dynamodb"));
    String warning = rule + ":5:23: warning: no service is called 'dynamodb'";

    Ran list = Ran.run("rules", "list", "--rules", folder);
    assertThat(list.code()).isZero();
    assertThat(list.err()).contains(warning);
    assertThat(Ran.run("rules", "test", folder).out()).contains(warning);
  }

  @Test
  void rejectsFolderWithoutRules() {
    assertRefused(Ran.run("replay", logs, "--rules", folder), "--rules: no rules (*.yml) in ");
    assertRefused(Ran.run("rules", "test", folder), "error: no rules (*.yml) in ");
  }

  @Test
  void followsLinksToRulesAndSkipsHiddenFiles() throws Exception {
    Path rules = Files.createDirectories(folder.resolve("checkout/rules"));
    Files.writeString(rules.resolve("ours.yml"), RULE);
    Files.createDirectories(folder.resolve("checkout/.github"));
    Files.writeString(folder.resolve("checkout/.github/build.yml"), "on: push\n");
    Files.createSymbolicLink(rules.resolve("up"), Path.of(".."));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("checkout"));

    assertThat(Ran.run("rules", "list", "--rules", link).out()).contains("test.ours");
  }

  @Test
  void acceptsTextFixturesWithEitherExtension() throws IOException {
    Path rule = Files.writeString(folder.resolve("ours.yaml"), RULE);
    Path fixtures = folder.resolve("ours.fixtures.yaml");
    assertThat(Ran.run("rules", "test", rule).out()).contains("there is no ours.fixtures.yml");
    Files.writeString(
        fixtures,
        """
        base: {eventSource: dynamodb.amazonaws.com, eventName: Scan}
        hits: [{name: reports a scan}]
        """);
    assertThat(Ran.run("rules", "test", folder).out())
        .isEqualTo("1 rule file: 1 check passed, 0 failed\n");
    Files.write(fixtures, new byte[] {(byte) 0xff});
    assertRefused(Ran.run("rules", "test", folder), fixtures + ": is not UTF-8 text");
  }

  @Test
  void warnsOfUnknownFindingsInPolicy() throws IOException {
    Path policy = folder.resolve("policy.yml");
    Files.writeString(
        policy, "version: 1\nfindings: {stages: [{finding: export.zero-etls, stage: dry-run}]}\n");

    Ran ran = Ran.run("policy", "check", policy);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("warning: findings.stages[0].finding: matches no finding");
  }

  @Test
  void reportsPlaceholdersMissingFromPolicy() throws IOException {
    for (String name : List.of("one", "two")) {
      String rule = RULE.replace("test.ours", "test." + name);
      Files.writeString(
          folder.resolve(name + ".yml"),
          rule.replace("eventName: Scan", "userAgent|expand: '%tools_" + name + "%'"));
    }
    Path policy = Files.writeString(folder.resolve("policy.txt"), "version: 1\n");

    Ran check = Ran.run("policy", "check", policy, "--rules", folder);

    assertThat(check.out())
        .contains("one.yml:5:", "no placeholder 'tools_one' in the policy; list its values under")
        .contains("two.yml:5:")
        .endsWith(policy + ": not usable\n");
    assertThat(check.code()).isEqualTo(1);
    Files.writeString(policy, "version: 1\nplaceholders: {tools_one: [a], tools_two: [b]}\n");
    assertThat(Ran.run("policy", "check", policy, "--rules", folder).code()).isZero();
  }

  @Test
  void everyCommandPrintsVersion() {
    String version = Ran.run("-V").out();

    assertThat(version).startsWith("exposure-monitor ");
    assertThat(Ran.run("replay", "-V").out()).isEqualTo(version);
    assertThat(Ran.run("rules", "list", "-V").out()).isEqualTo(version);
  }

  @Test
  void rejectsRepeatedOptions() {
    assertRefused(
        Ran.run("replay", logs, "--report", "a", "--metrics", "m", "--report", "b"),
        "error: --report is given twice");
    assertRefused(Ran.run("bench", "--seed", 1, "--seed", 2), "error: --seed is given twice");
  }

  @Test
  void distinguishesFolderFromMissingFile() {
    assertRefused(
        Ran.run("replay", logs, "--policy", folder), "--policy: a folder, not a file: " + folder);
    assertRefused(Ran.run("policy", "init", folder), "FILE: a folder, not a file: " + folder);
    assertRefused(Ran.run("policy", "check", folder), "error: a folder, not a file: " + folder);
    assertRefused(Ran.run("run", "--config", folder), "--config: a folder, not a file: " + folder);
  }

  @Test
  void initWritesUsablePolicyAndOverwritesOnlyWithForce() {
    Path policy = folder.resolve("policy.yml");

    assertThat(Ran.run("policy", "init", policy).code()).isZero();
    Ran check = Ran.run("policy", "check", policy);
    assertThat(check.out()).isEqualTo(policy + ": usable\n");
    assertThat(check.code()).isZero();
    assertRefused(Ran.run("policy", "init", policy), "--force");
    assertRefused(Ran.run("policy", "init", folder.resolve("no/policy.yml")), "no such folder");
    assertThat(Ran.run("policy", "init", "--force", policy).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export.bucket-opened",
        "bulk-read.table-scan",
        "blindspot.gap",
        "blindspot.policy-refused",
        "sensitive-data.*"
      })
  void policyMayReferToAnyFinding(String finding) throws IOException {
    Path policy = folder.resolve("policy.yml");
    Files.writeString(
        policy, "version: 1\nfindings:\n  stages: [{finding: " + finding + ", stage: dry-run}]\n");

    assertThat(Ran.run("policy", "check", policy).out()).isEqualTo(policy + ": usable\n");
  }

  @Test
  void replayPrintsPolicyWarnings() throws Exception {
    Path policy = folder.resolve("policy.yml");
    Files.writeString(
        policy, "version: 1\nfindings:\n  stages: [{finding: partiql.ful-scan, stage: dry-run}]\n");

    // Standard error of a real process is buffered, and nothing else is printed there.
    Ran ran = Ran.runAlone(folder, "replay", logs, "--policy", policy);

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains(policy + ":3:", "warning", "did you mean \"partiql.full-scan\"");
  }

  @Test
  void managementEventsShowNoReads() throws IOException {
    Path file = folder.resolve("management.json");
    Files.writeString(
        file,
        """
        {"Records": [{"eventVersion": "1.11", "eventTime": "2026-03-01T10:00:00Z",
          "eventSource": "dynamodb.amazonaws.com", "eventName": "DescribeTable",
          "awsRegion": "eu-west-1", "sourceIPAddress": "203.0.113.9", "userAgent": "x",
          "userIdentity": {"type": "IAMUser", "accountId": "111122223333",
            "arn": "arn:aws:iam::111122223333:user/ci", "userName": "ci"},
          "requestParameters": {"tableName": "orders"}, "eventID": "e-1",
          "eventType": "AwsApiCall", "managementEvent": true, "eventCategory": "Management",
          "recipientAccountId": "111122223333"}]}
        """);

    Ran ran = Ran.run("replay", file);

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains(
            "Nothing found, but reads were not recorded",
            "No data events in them: item reads could not be seen");
  }

  @Test
  void exitsWithOneWhenAPolicyIsNotUsable() throws IOException {
    Path policy = folder.resolve("policy.yml");
    Files.writeString(policy, "version: 1\nfindngs:\n  lateness: 15m\n");

    Ran ran = Ran.run("policy", "check", policy);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains(":2:1", "not usable");
  }

  @Test
  void refusesToGenerateLogsIntoAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    assertRefused(
        Ran.run("bench", "--generate", file, "--records", 10),
        "--generate: the folder can't be created: " + file);
  }

  @Test
  void explainsInvalidValuesInPlainWords() throws IOException {
    assertRefused(Ran.run("bench", "--start", "yesterday"), "'yesterday'");
    Path binary = Files.write(folder.resolve("policy.yml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    Ran check = Ran.run("policy", "check", binary);
    assertThat(check.out()).contains("policy.yml: is not UTF-8 text", "policy.yml: not usable");
    assertThat(check.code()).isEqualTo(1);
    assertRefused(Ran.run("replay", logs, "--policy", binary), "policy.yml: is not UTF-8 text");
    assertRefused(
        Ran.run("bench", "--generate", folder.resolve("d"), "--start", "2026-99-01"),
        "--start: '2026-99-01' is not a date such as 2026-01-14");
    assertRefused(
        Ran.run("replay", logs, "--parallelism", "abc"),
        "--parallelism: must be a whole number, 1 to 16");
    assertRefused(Ran.run("bench", "--seed", "abc"), "--seed: 'abc' is not a whole number");
  }

  @Test
  void suggestsOnlySimilarNames() {
    assertRefused(Ran.run("replya"), "there is no command 'replya'; did you mean replay?");
    assertRefused(Ran.run("replay", logs, "--repot", "x"), "did you mean --report?");
    assertRefused(Ran.run("help", "replya"), "there is no command 'replya'; did you mean replay?");
    assertThat(Ran.run("frobnicate").err())
        .isEqualTo("error: there is no command 'frobnicate'\nTry: exposure-monitor --help\n");
  }

  @Test
  void pointsToTheHelpOfTheCommand() {
    Path missing = folder.resolve("nope");
    Ran check = Ran.run("policy", "check", missing);
    assertThat(check.err())
        .isEqualTo(
            "error: no such file: " + missing + "\nTry: exposure-monitor policy check --help\n");
    assertThat(Ran.run("rules", "test", missing).err()).contains("exposure-monitor rules test -");
    assertThat(Ran.run("rules", "list", "--rules", missing).err())
        .contains("exposure-monitor rules list -");
    assertThat(Ran.run("help").out()).contains("replay", "policy");
    assertThat(Ran.run("help", "replay").out()).contains("--inventory");
  }

  /** An unset variable of a script must not stand for the current folder. */
  @Test
  void rejectsEmptyArguments() {
    assertRefused(Ran.run("replay", ""), "error: PATH is empty\n");
    assertRefused(Ran.run("replay", logs, "--policy="), "error: --policy is empty\n");
    assertRefused(Ran.run("replay", logs, "--findings", ""), "error: --findings is empty\n");
  }

  @Test
  void rejectsStandardInput() {
    for (String name : List.of("/dev/stdin", "-", "/dev/../dev/fd/0")) {
      assertRefused(Ran.run("replay", name), "standard input can't be read; name a file or folder");
    }
  }

  @Test
  void rejectsInventoryWithoutTables() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\":1}");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertRefused(
        Ran.run("replay", logs, "--inventory", other),
        other + ":1:1: names no table; expected the output of 'aws dynamodb describe-table'");
    assertRefused(Ran.run("replay", logs, "--inventory", broken), broken + ":1:");
  }

  @Test
  void rejectsYamlFilesAsResults() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.YAML"), "version: 1");
    for (String option : List.of("--findings", "--incidents", "--report", "--metrics")) {
      assertRefused(Ran.run("replay", logs, option, policy), option + ": results are not YAML");
      assertRefused(Ran.run("replay", logs, option, folder.resolve("a.yml")), "are not YAML");
    }
    assertThat(policy).content().isEqualTo("version: 1");
  }

  private static void assertRefused(Ran ran, String why) {
    assertThat(ran.err()).contains(why).doesNotContain("\tat ", "Exception");
    assertThat(ran.err().lines().toList()).hasSizeLessThanOrEqualTo(6);
    assertThat(ran.err()).contains("Try: exposure-monitor", " --help");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }

  private void copyShippedRules() throws Exception {
    ClassLoader loader = MainTest.class.getClassLoader();
    try (var index = loader.getResourceAsStream("rules/index.txt")) {
      for (String name : new String(index.readAllBytes(), UTF_8).lines().toList()) {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        try (var file = loader.getResourceAsStream("rules/" + name)) {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void saysWhereAFailureWithoutMessageHappened() {
    Throwable failure = new IllegalStateException("outer", new NullPointerException());
    assertThat(Main.reason(failure))
        .isEqualTo(
            "NullPointerException in "
                + MainTest.class.getName()
                + ".saysWhereAFailureWithoutMessageHappened");
    assertThat(Main.reason(new IllegalStateException("told"))).isEqualTo("told");
  }
}
