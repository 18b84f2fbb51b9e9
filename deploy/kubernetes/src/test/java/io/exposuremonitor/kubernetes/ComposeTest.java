package io.exposuremonitor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory;
import org.apache.flink.runtime.entrypoint.EntrypointClusterConfiguration;
import org.apache.flink.runtime.entrypoint.FlinkParseException;
import org.apache.flink.runtime.entrypoint.parser.CommandLineParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file, the files that it mounts, and the image that it builds. */
class ComposeTest {
  private static final Path FOLDER = Yaml.DEPLOY.resolve("compose");

  private final JsonNode compose;

  ComposeTest() throws IOException {
    compose = Yaml.all(FOLDER.resolve("compose.yaml")).get(0);
  }

  @Test
  void followsTheComposeSpecification() throws IOException {
    assertThat(Yaml.schema("compose.schema.json").validate(compose)).isEmpty();

    ObjectNode misspelt = compose.deepCopy();
    ((ObjectNode) misspelt.at("/services/jobmanager")).put("comand", "x");
    assertThat(Yaml.schema("compose.schema.json").validate(misspelt)).isNotEmpty();
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() {
    for (JsonNode service : compose.path("services")) {
      assertThat(service.path("ports"))
          .extracting(JsonNode::asText)
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void runsWithoutPrivileges() {
    for (Map.Entry<String, JsonNode> service : Manifests.fields(compose.path("services"))) {
      assertThat(service.getValue().has("privileged")).isFalse();
      assertThat(service.getValue().toString()).doesNotContain("docker.sock");
    }
    for (String flink : List.of("jobmanager", "taskmanager")) {
      assertThat(compose.at("/services/" + flink + "/read_only").asBoolean()).isTrue();
      assertThat(compose.at("/services/" + flink + "/cap_drop/0").asText()).isEqualTo("ALL");
    }
  }

  /**
   * Without a mode, Docker mounts a tmpfs with the mode of the image's folder, but owned by root.
   */
  @Test
  void mountsWritableTemporaryFolders() {
    for (String flink : List.of("jobmanager", "taskmanager")) {
      assertThat(compose.at("/services/" + flink + "/tmpfs"))
          .isNotEmpty()
          .extracting(JsonNode::asText)
          .allMatch(folder -> folder.matches(".*[:,]mode=1777"));
    }
  }

  @Test
  void mountsOnlyExistingFilesAndVolumes() {
    for (JsonNode service : compose.path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        if (source.startsWith("../../grafana/")) {
          // Dashboards and rules are an optional folder.
          continue;
        }
        assertThat(source)
            .matches(
                name ->
                    name.startsWith(".")
                        ? Files.exists(FOLDER.resolve(name))
                        : compose.path("volumes").has(name));
      }
    }
  }

  @Test
  void prometheusAcceptsItsConfiguration() throws IOException, InterruptedException {
    assertAccepted("promtool", "check", "config", "--syntax-only", "prometheus.yml");
  }

  @Test
  void alertmanagerAcceptsItsConfiguration() throws IOException, InterruptedException {
    assertAccepted("amtool", "check-config", "alertmanager.yml");
  }

  private static void assertAccepted(String... checker) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(checker)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "SKIPPED: there is no " + checker[0]);
      throw absent;
    }
    assertThat(process.waitFor()).as(String.join(" ", checker)).isZero();
  }

  @Test
  void setsOnlyKnownFlinkOptionsAndTheRequiredOnes() {
    Configuration flink = GlobalConfiguration.loadConfiguration(FOLDER.resolve("flink").toString());
    assertThat(flink.keySet()).isSubsetOf(FlinkOptions.known());
    // Set by Flink's own file, which this one replaces.
    assertThat(flink.get(CoreOptions.FLINK_JVM_OPTIONS))
        .contains("--add-opens=java.base/java.util=ALL-UNNAMED")
        .doesNotContain("\n");
  }

  @Test
  void startsJobFromNewestCheckpointOrSavepoint(@TempDir Path folder)
      throws IOException, InterruptedException, FlinkParseException {
    assertThat(jobArgumentsOf(startArguments(folder)))
        .containsExactly("--config", "/etc/exposure-monitor/monitor.yml");
    assertThat(startArguments(folder)).doesNotContain("--fromSavepoint");

    createCheckpoint(folder.resolve("state/savepoints/savepoint-1"), 1_000);
    Path newest = createCheckpoint(folder.resolve("state/checkpoints/job/chk-7"), 3_000);
    createCheckpoint(folder.resolve("state/checkpoints/job/chk-6"), 2_000);
    Files.createDirectories(folder.resolve("state/checkpoints/job/chk-8"));

    List<String> startArguments = startArguments(folder);
    assertThat(startArguments).containsSubsequence("--fromSavepoint", "file://" + newest);
    assertThat(jobArgumentsOf(startArguments))
        .containsExactly("--config", "/etc/exposure-monitor/monitor.yml");
  }

  private static Path createCheckpoint(Path checkpoint, long second) throws IOException {
    Path metadata = Files.createDirectories(checkpoint).resolve("_metadata");
    Files.writeString(metadata, "");
    Files.setLastModifiedTime(metadata, FileTime.from(second, TimeUnit.SECONDS));
    return checkpoint;
  }

  /** The arguments that the JobManager's command passes to Flink's script. */
  private List<String> startArguments(Path folder) throws IOException, InterruptedException {
    Path flink = Files.createDirectories(folder.resolve("flink/bin")).getParent();
    Path script = flink.resolve("bin/standalone-job.sh");
    Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>();
    for (JsonNode word : compose.at("/services/jobmanager/command")) {
      command.add(
          word.asText()
              .replaceFirst("^/etc/flink/", FOLDER.resolve("flink").toString() + '/')
              .replaceFirst("^/state$", folder.resolve("state").toString()));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("FLINK_HOME", flink.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> words = printed.lines().toList();
    assertThat(words).startsWith("start-foreground");
    return words.subList(1, words.size());
  }

  /** The part of the script's arguments that Flink passes to the job. */
  private static String[] jobArgumentsOf(List<String> words) throws FlinkParseException {
    List<String> all = new ArrayList<>(List.of("--configDir", "/etc/flink"));
    all.addAll(words);
    EntrypointClusterConfiguration parsed =
        new CommandLineParser<>(new StandaloneApplicationClusterConfigurationParserFactory())
            .parse(all.toArray(String[]::new));
    return parsed.getArgs();
  }

  @Test
  void jobAcceptsItsSettings() throws IOException {
    String settings = Files.readString(FOLDER.resolve("monitor.yml"));
    RunSettings read = RunSettings.ofFile("monitor.yml", settings, Instant.EPOCH);
    assertThat(read.alerts()).hasSize(1);
    assertThatThrownBy(
            () ->
                RunSettings.ofFile("monitor.yml", settings + "alarms: {a: {b: c}}", Instant.EPOCH))
        .hasMessageContaining("no such setting");
  }

  /** No secret has a value; required ones must come from the environment. */
  @Test
  void takesSecretsFromTheEnvironment() {
    for (JsonNode service : compose.path("services")) {
      for (Map.Entry<String, JsonNode> variable : Manifests.fields(service.path("environment"))) {
        if (variable.getKey().matches(".*(SECRET|PASSWORD|TOKEN|KEY).*")) {
          assertThat(variable.getValue().asText()).startsWith("${");
        }
      }
    }
  }

  @Test
  void imageRunsAsNonRootAndContainsTheJar() throws IOException {
    List<String> dockerfile =
        Files.readAllLines(Yaml.DEPLOY.resolve("image/Dockerfile")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    Optional<String> user =
        dockerfile.stream().filter(line -> line.startsWith("USER ")).reduce((first, last) -> last);
    assertThat(user).contains("USER 9999:9999");
    String ignored = Files.readString(Yaml.DEPLOY.resolve("../.dockerignore"));
    Pattern copy = Pattern.compile("COPY .* (deploy/\\S+) \\S+");
    long copied =
        dockerfile.stream()
            .map(copy::matcher)
            .filter(Matcher::matches)
            .peek(matcher -> assertThat(ignored).contains("!" + matcher.group(1)))
            .count();
    assertThat(copied).isEqualTo(2);
    assertThat(compose.at("/services/jobmanager/build/dockerfile").asText())
        .isEqualTo("deploy/image/Dockerfile");
  }
}
