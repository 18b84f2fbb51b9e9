package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.engine.StateLock;
import io.exposuremonitor.job.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of {@code run} before the job starts. */
class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void printsSettingsReference() {
    Ran ran = Ran.run("run", "--print-settings");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(SettingsReference.markdown());
  }

  @Test
  void requiresSettings() {
    Ran ran = Ran.run("run");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: Missing");
  }

  @Test
  void namesMissingSettingsFile() {
    Ran ran = Ran.run("run", "--config", folder.resolve("absent.yml"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no such file: " + folder.resolve("absent.yml"));
  }

  @Test
  void reportsMistakesInSettings() throws IOException {
    Path config = config("inputs: {trail: {type: kinesis}}");

    Ran ran = Ran.run("run", "--config", config);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("inputs.trail.streams: must be set");
  }

  @Test
  void reportsMissingAndInvalidPolicy() throws IOException {
    String input = "inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}\n";
    Ran missing =
        Ran.run("run", "--config", config(input + "monitor: {policy: " + folder + "/none.yml}"));
    Path policy = folder.resolve("policy.yml");
    Files.writeString(policy, "tabels: []");
    Ran invalid = Ran.run("run", "--config", config(input + "monitor: {policy: " + policy + "}"));

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file or folder: " + folder + "/none.yml");
    assertThat(invalid.code()).isEqualTo(2);
    assertThat(invalid.err()).contains("tabels");
  }

  /**
   * It is refused even if the job could continue with the policy in its state, because no state
   * contains an inventory.
   */
  @Test
  void rejectsInventoryWithoutTables() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    Files.createDirectories(folder.resolve("state/0/chk-1"));
    Files.writeString(folder.resolve("state/0/chk-1/_metadata"), "");

    Ran ran =
        Ran.run(
            "run",
            "--state",
            folder.resolve("state"),
            "--config",
            config(
                """
                monitor: {policy: '%s', inventory: ['%s']}
                inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}
                """
                    .formatted(
                        Files.writeString(folder.resolve("policy.yml"), "version: 1"), other)));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("error: monitor.inventory: ", other + ":1:1: names no table; expected");
  }

  /** Two runs would delete each other's checkpoints. */
  @Test
  void rejectsStateFolderOfAnotherRun() throws IOException {
    Path state = folder.resolve("state");
    Path config =
        config("inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}");
    Ran ran;
    try (StateLock other = new StateFolder(state).lock().orElseThrow()) {
      assertThat(other).isNotNull();
      ran = Ran.run("run", "--state", state, "--config", config);
    }

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines())
        .containsExactly(
            "error: --state: another run uses this folder: "
                + state
                + "; stop it, or name another folder",
            "Try: exposure-monitor run --help");
  }

  /** Otherwise the job would fail, again and again, over its first finding. */
  @ParameterizedTest
  @ValueSource(strings = {"findings", "incidents", "dead-letters"})
  void rejectsOutputFolderThatCannotBeCreated(String output) throws IOException {
    Path inside = Files.writeString(folder.resolve("file"), "").resolve("folder");

    Ran ran =
        Ran.run(
            "run",
            "--state",
            folder.resolve("state"),
            "--config",
            config(
                """
                inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}
                outputs: {%s: 'file://%s'}
                """
                    .formatted(output, inside)));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("error: outputs." + output + ": the folder can't be created: " + inside);
  }

  @Test
  void reportsMissingKeyOfAlertRoute() throws IOException {
    String hash = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hashes";
    Ran ran =
        Ran.run(
            "run",
            "--config",
            config(
                """
                monitor: {hash-secret: '%s'}
                inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}
                alerts: {soc: {type: pagerduty, key: 'env:NO_SUCH_VARIABLE'}}
                """
                    .formatted(hash)));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("alerts.soc: there is no key (from env:NO_SUCH_VARIABLE)");
  }

  @Test
  void reportsMissingHeaderOfRemoteWrite() throws IOException {
    String hash = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hashes";
    Ran ran =
        Ran.run(
            "run",
            "--config",
            config(
                """
                monitor: {hash-secret: '%s'}
                inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}
                metrics.remote-write: {url: 'http://127.0.0.1:1/w', headers: 'X=env:NO_SUCH_VARIABLE'}
                """
                    .formatted(hash)));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("metrics.remote-write.headers: nothing at env:NO_SUCH_VARIABLE");
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(folder.resolve("monitor.yml"), yaml);
  }
}
