package io.exposuremonitor.detectors.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.AttributeValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Measures the classification on the labelled corpus and compares the guide with the result. Run
 * with {@code -Ddocs.update=true} to rewrite the guide's tables.
 */
class CorpusTest {
  private static final Path GUIDE = Path.of("..", "docs", "detectors", "sensitivity.md");
  private static final String BEGIN = "<!-- measured: written by CorpusTest -->\n";
  private static final String END = "<!-- end of what was measured -->";
  private static final long SEED = 20_251_122;
  private static final long NOW = Instant.parse("2025-11-22T10:00:00Z").toEpochMilli();

  private final Recognizers recognizers = new Recognizers();
  private final AttributeName root = AttributeName.root();

  /** How often a class was right, wrong and missed. */
  private static final class Score {
    int right;
    int wrong;
    int missed;

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
      return right + missed == 0 ? 1 : (double) right / (right + missed);
    }
  }

  @Test
  void guideContainsMeasuredResults() throws IOException {
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    int end = guide.indexOf(END);
    String measured = "\n" + classes() + "\n" + kinds() + "\n";
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(GUIDE, guide.substring(0, begin) + measured + guide.substring(end));
      return;
    }
    assertThat(guide.substring(begin, end)).isEqualTo(measured);
  }

  @Test
  void everyClassHasHighPrecisionAndSufficientRecall() {
    scores()
        .forEach(
            (dataClass, score) -> {
              assertThat(score.precision()).as("precision of " + dataClass).isGreaterThan(0.97);
              assertThat(score.recall()).as("recall of " + dataClass).isGreaterThan(0.6);
            });
  }

  @Test
  void misclassifiesFewValuesOfOtherSeeds() {
    for (long seed = 1; seed <= 3; seed++) {
      int wrong = 0;
      List<Labelled> corpus = Corpus.of(seed);
      for (Labelled value : corpus) {
        Set<DataClass> detected = detected(value);
        detected.remove(value.dataClass());
        wrong += detected.isEmpty() ? 0 : 1;
      }
      assertThat((double) wrong / corpus.size()).as("wrong at seed " + seed).isLessThan(0.005);
    }
  }

  private Set<DataClass> detected(Labelled value) {
    Set<DataClass> detected = new HashSet<>();
    List<AttributeClass> found =
        new ItemInspection(recognizers, NOW)
            .at(Map.of(value.attribute(), new AttributeValue.StringValue(value.value())), root)
            .classes();
    found.forEach(attribute -> detected.add(DataClass.of(attribute.dataClass())));
    return detected;
  }

  private Map<DataClass, Score> scores() {
    Map<DataClass, Score> scores = new LinkedHashMap<>();
    for (DataClass dataClass : DataClass.values()) {
      scores.put(dataClass, new Score());
    }
    for (Labelled value : Corpus.of(SEED)) {
      Set<DataClass> detected = detected(value);
      for (DataClass dataClass : detected) {
        if (dataClass == value.dataClass()) {
          scores.get(dataClass).right++;
        } else {
          scores.get(dataClass).wrong++;
        }
      }
      if (value.dataClass() != null && !detected.contains(value.dataClass())) {
        scores.get(value.dataClass()).missed++;
      }
    }
    return scores;
  }

  private String classes() {
    StringBuilder table = new StringBuilder();
    table.append("| class | values of it | precision | recall |\n|---|---|---|---|\n");
    scores()
        .forEach(
            (dataClass, score) ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "| `%s` | %,d | %.1f %% | %.1f %% |%n",
                        dataClass.id(),
                        score.right + score.missed,
                        100 * score.precision(),
                        100 * score.recall())));
    return table.toString();
  }

  /** The wrong and missed values, by kind. */
  private String kinds() {
    Map<String, int[]> kinds = new LinkedHashMap<>();
    for (Labelled value : Corpus.of(SEED)) {
      String label = value.dataClass() == null ? "none" : "`" + value.dataClass().id() + "`";
      int[] counts = kinds.computeIfAbsent("| " + value.kind() + " | " + label, k -> new int[3]);
      Set<DataClass> detected = detected(value);
      counts[0]++;
      counts[1] += value.dataClass() != null && !detected.remove(value.dataClass()) ? 1 : 0;
      counts[2] += detected.isEmpty() ? 0 : 1;
    }
    List<String> rows = new ArrayList<>();
    kinds.forEach(
        (kind, counts) -> {
          if (counts[1] + counts[2] > 0) {
            rows.add(kind + " | " + counts[0] + " | " + counts[1] + " | " + counts[2] + " |");
          }
        });
    return "| kind of value | class | values | missed | taken for another |\n|---|---|---|---|---|\n"
        + String.join("\n", rows)
        + "\n";
  }
}
