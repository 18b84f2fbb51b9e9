package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs checks that are written for Node; each line "NAME: passed" or "NAME: N problems" is one
 * test.
 */
final class NodeChecks {
  private static final Pattern RESULT = Pattern.compile("(.+): (passed|\\d+ problems)");

  private NodeChecks() {}

  static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Why checks that need Node and these files can't run here. */
  static Optional<String> missing(String... paths) {
    if (!runs("node", "--version")) {
      return Optional.of("there is no Node");
    }
    return Stream.of(paths)
        .filter(path -> !Files.exists(Path.of(path)))
        .findFirst()
        .map(path -> path + " was not installed or not built");
  }

  /** One test for each check that the command ran. Fails if the command fails. */
  static Stream<DynamicTest> of(String... command) throws IOException, InterruptedException {
    String output = outputOf(command);
    List<DynamicTest> tests = new ArrayList<>();
    String name = "";
    var problems = new StringBuilder();
    boolean passed = true;
    for (String line : output.lines().toList()) {
      Matcher result = RESULT.matcher(line);
      if (result.matches()) {
        add(tests, name, passed, problems.toString());
        name = result.group(1);
        passed = result.group(2).equals("passed");
        problems.setLength(0);
      } else {
        problems.append(line).append('\n');
      }
    }
    add(tests, name, passed, problems.toString());
    assertThat(tests).as(output).isNotEmpty();
    return tests.stream();
  }

  private static void add(List<DynamicTest> tests, String name, boolean passed, String problems) {
    if (!name.isEmpty()) {
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                if (!passed) {
                  fail(problems);
                }
              }));
    }
  }

  /** The output of a command; exit codes 0 and 1 mean that all checks ran. */
  static String outputOf(String... command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("checks", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      boolean ended = process.waitFor(15, TimeUnit.MINUTES);
      process.destroyForcibly();
      String output = Files.readString(printed, StandardCharsets.UTF_8);
      assertThat(ended).as("it did not end:\n%s", output).isTrue();
      assertThat(process.exitValue())
          .as("%s\n%s", Arrays.toString(command), output)
          .isBetween(0, 1);
      assertThat(output).doesNotContain("node:internal");
      return output;
    } finally {
      Files.delete(printed);
    }
  }
}
