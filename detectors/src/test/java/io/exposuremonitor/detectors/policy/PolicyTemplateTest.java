package io.exposuremonitor.detectors.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;
import io.exposuremonitor.detectors.policy.Shape.NamedLists;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import io.exposuremonitor.detectors.signal.Level;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTemplateTest {
  /** In the year before the examples' suppressions expire. */
  private static final long NOW = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

  @Test
  void loadsAsDefaultsWithoutProblems() {
    PolicyReading reading = PolicyLoader.read("policy.yml", PolicyTemplate.commented(), 0);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.policy()).isEqualTo(Policy.defaults());
  }

  @Test
  void keepsLinesShortAndWithoutTrailingSpaces() {
    assertThat(PolicyTemplate.commented().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
        .noneSatisfy(line -> assertThat(line).endsWith(" "));
  }

  @Test
  void hasACommentAboveEveryKey() {
    String template = PolicyTemplate.commented();
    for (Setting setting : settings()) {
      assertThat(template).containsPattern("(?m)# [^\\n]+\\n *" + setting.name() + ":");
    }
  }

  @Test
  void showsValidExamples() {
    String yaml =
        PolicyTemplate.commented()
            .replaceAll("(?m)^( +)# (- |  [a-z]\\w*: )", "$1$2")
            .replaceAll("(?m)^  # (admin_roles)", "  $1");
    PolicyReading reading = PolicyLoader.read("policy.yml", yaml, NOW);
    assertThat(reading.problems()).filteredOn(PolicyTemplateTest::isMistake).isEmpty();
    Policy policy = reading.policy();
    assertThat(policy.consumers()).hasSize(1);
    assertThat(policy.tables().entries()).hasSize(1);
    assertThat(policy.suppressions()).hasSize(1);
    assertThat(policy.thresholds().overrides()).hasSize(1);
    assertThat(policy.placeholders()).hasSize(1);
  }

  /** The example of an override has every section, of which some need another actor or table. */
  private static boolean isMistake(Problem problem) {
    return problem.isError() || !problem.path().startsWith("thresholds.overrides[0].");
  }

  /** A key with a value other than its default, as a file. */
  record Setting(String name, String yaml) {}

  /** Catches a key of the table that no code reads. */
  @ParameterizedTest
  @MethodSource("settings")
  void everyKeyChangesThePolicy(Setting setting) {
    PolicyReading reading = PolicyLoader.read("policy.yml", "version: 1\n" + setting.yaml(), NOW);
    assertThat(reading.problems()).filteredOn(PolicyTemplateTest::isMistake).isEmpty();
    assertThat(reading.policy()).isNotEqualTo(Policy.defaults());
  }

  /** Catches a key of a list's entries that no code reads. */
  @Test
  void everyKeyOfAnEntryChangesThePolicy() {
    for (Setting setting : settings()) {
      List<String> lines = setting.yaml().lines().toList();
      Policy whole = PolicyLoader.read("policy.yml", "version: 1\n" + setting.yaml(), 0).policy();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains("    ") && !lines.get(i).contains("- ")) {
          List<String> fewer = new ArrayList<>(lines);
          fewer.remove(i);
          String yaml = "version: 1\n" + String.join("\n", fewer);
          assertThat(PolicyLoader.read("policy.yml", yaml, 0).policy()).isNotEqualTo(whole);
        }
      }
    }
  }

  /** Catches a list that is read into the place of another. */
  @Test
  void readsEachApprovedListUnderItsOwnName() throws ReflectiveOperationException {
    for (RecordComponent list : Approved.class.getRecordComponents()) {
      Option option = requireNonNull(ApprovedSchema.APPROVED.option(list.getName()));
      String yaml = "version: 1\napproved:\n  " + list.getName() + ": " + option.example() + "\n";
      Policy policy = requireNonNull(PolicyLoader.read("policy.yml", yaml, NOW).policy());
      assertThat((List<?>) list.getAccessor().invoke(policy.approved()))
          .as(list.getName())
          .isNotEmpty();
    }
  }

  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    collect(PolicySchema.ROOT, "", "", settings);
    return settings;
  }

  private static void collect(Section section, String above, String indent, List<Setting> found) {
    for (Option option : section.options()) {
      String key = above + indent + option.name() + ":";
      if (option.shape() instanceof Section inner) {
        collect(inner, key + "\n", indent + "  ", found);
      } else if (option.shape() instanceof Sections sections) {
        String entry = PolicyTemplate.example(sections.element(), indent + "  ");
        found.add(new Setting(option.name(), key + "\n" + entry));
      } else if (option.shape() instanceof NamedLists) {
        found.add(new Setting(option.name(), key + "\n  " + option.example()));
      } else if (option.shape() instanceof ListOf) {
        found.add(new Setting(option.name(), key + " " + option.example()));
      } else if (option.shape() instanceof Leaf<?> leaf && !leaf.required()) {
        found.add(new Setting(option.name(), key + " " + nonDefault(leaf)));
      }
    }
  }

  /** A value that is not the default. */
  private static <T> String nonDefault(Leaf<T> leaf) {
    Object fallback = leaf.fallback();
    if (fallback instanceof Long number) {
      return Long.toString(leaf.type().equals(Quantities.PERCENT) ? number - 1 : number + 1);
    } else if (fallback instanceof Double number) {
      return Double.toString(number + 1);
    } else if (fallback instanceof Duration duration) {
      return duration.plusSeconds(1).toSeconds() + "s";
    } else if (fallback instanceof NetworkThresholds.Endpoint) {
      return "required";
    } else if (fallback instanceof Level) {
      return "critical";
    }
    throw new AssertionError("no other value for " + leaf);
  }
}
