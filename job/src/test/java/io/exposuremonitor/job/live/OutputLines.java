package io.exposuremonitor.job.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the folders that a running monitor writes. */
public final class OutputLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutputLines() {}

  /** Every line of the complete files in a folder; none while it is not there. */
  public static List<JsonNode> in(Path folder) {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(OutputLines::isComplete).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    } catch (IOException | UncheckedIOException notThereYet) {
      return List.of();
    }
    return lines;
  }

  /** The id of a finding's rule or detector. */
  public static String analytic(JsonNode finding) {
    return finding.at("/finding_info/analytic/uid").asText();
  }

  /**
   * Where two sets of lines differ, so that a failing test says what is wrong instead of printing
   * both.
   *
   * @param lines by id
   * @param others by id
   * @return "id/path: text, not text", sorted
   */
  static List<String> differences(Map<String, JsonNode> lines, Map<String, JsonNode> others) {
    Map<String, String> texts = new TreeMap<>();
    lines.forEach((id, line) -> texts(id, line, texts));
    Map<String, String> otherTexts = new TreeMap<>();
    others.forEach((id, line) -> texts(id, line, otherTexts));
    Set<String> paths = new TreeSet<>(texts.keySet());
    paths.addAll(otherTexts.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(texts.get(path), otherTexts.get(path)))
        .map(path -> "%s: %s, not %s".formatted(path, texts.get(path), otherTexts.get(path)))
        .toList();
  }

  /** The texts of all leaves, by their paths. */
  private static void texts(String path, JsonNode node, Map<String, String> texts) {
    if (node.isEmpty()) {
      texts.put(path, node.toString());
    }
    node.properties().forEach(f -> texts(path + '/' + f.getKey(), f.getValue(), texts));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        texts(path + '/' + i, node.get(i), texts);
      }
    }
  }

  /** Files in progress have names that begin with a dot. */
  private static boolean isComplete(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }
}
