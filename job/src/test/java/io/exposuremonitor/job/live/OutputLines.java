package io.exposuremonitor.job.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Files in progress have names that begin with a dot. */
  private static boolean isComplete(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }
}
