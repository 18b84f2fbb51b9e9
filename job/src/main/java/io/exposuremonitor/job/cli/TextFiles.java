package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.topology.MonitorSettings.TextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the text files that options name. */
final class TextFiles {
  private TextFiles() {}

  static TextFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try {
      return new TextFile(path.toString(), Files.readString(path));
    } catch (CharacterCodingException notText) {
      throw new IOException(path + ": is no text in UTF-8");
    }
  }

  static List<TextFile> readAll(List<Path> paths) throws IOException {
    List<TextFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(read(path));
    }
    return files;
  }

  /** Every rule file at and below the given paths, in order; fixtures are no rules. */
  static List<TextFile> rulesBelow(List<Path> roots) throws IOException {
    List<TextFile> files = new ArrayList<>();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString());
      }
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path path : walk.filter(TextFiles::isRule).sorted().toList()) {
          files.add(read(path));
        }
      }
    }
    return files;
  }

  /** The fixtures that belong to a rule file. */
  static Path fixturesOf(Path rule) {
    String name = rule.getFileName().toString();
    return rule.resolveSibling(name.substring(0, name.lastIndexOf('.')) + TextFile.FIXTURES);
  }

  private static boolean isRule(Path path) {
    return Files.isRegularFile(path) && TextFile.isRule(path.getFileName().toString());
  }
}
