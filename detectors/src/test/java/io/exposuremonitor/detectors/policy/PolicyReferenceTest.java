package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/policy.md} up to date. After a change of the keys, run this test with {@code
 * -Ddocs.update=true} to rewrite the reference.
 */
class PolicyReferenceTest {
  /** In the year before the examples' suppressions expire. */
  private static final long NOW = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

  private static final Path MANUAL = Path.of("..", "docs", "policy.md");
  private static final String BEGIN = "<!-- reference: generated from PolicySchema -->\n";
  private static final String END = "<!-- end of reference -->";

  @Test
  void manualContainsTheGeneratedReference() throws IOException {
    String manual = Files.readString(MANUAL);
    int begin = manual.indexOf(BEGIN) + BEGIN.length();
    int end = manual.indexOf(END);
    String expected = "\n" + PolicyReference.markdown() + "\n";
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(MANUAL, manual.substring(0, begin) + expected + manual.substring(end));
      return;
    }
    assertThat(manual.substring(begin, end)).isEqualTo(expected);
  }

  @Test
  void manualExamplesLoadWithoutProblems() throws IOException {
    Matcher blocks =
        java.util.regex.Pattern.compile("```yaml\n(.*?)```", java.util.regex.Pattern.DOTALL)
            .matcher(Files.readString(MANUAL));
    int count = 0;
    while (blocks.find()) {
      String block = blocks.group(1);
      String yaml = block.startsWith("version:") ? block : "version: 1\n" + block;
      assertThat(PolicyLoader.read("docs/policy.md", yaml, NOW).problems()).as(yaml).isEmpty();
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }
}
