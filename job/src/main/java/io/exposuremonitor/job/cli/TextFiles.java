package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.element.TextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the text files that a user names; errors name the option. */
final class TextFiles {
  private final CommandSpec spec;

  /** Thrown for a binary file, which can't be of the expected kind. */
  static final class NotText extends ParameterException {
    private static final long serialVersionUID = 1L;

    private NotText(CommandSpec spec, String why) {
      super(spec.commandLine(), why);
    }
  }

  TextFiles(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Reads a file.
   *
   * @param name its option, such as {@code --policy}; empty for a command's only file
   * @throws NotText when it is not UTF-8 text
   * @throws ParameterException when it can't be read, with the reason
   */
  TextFile read(String name, Path file) throws IOException {
    if (Files.notExists(file)) {
      throw refused(name, "no such file: " + file);
    }
    if (Files.isDirectory(file)) {
      throw refused(name, "a folder, not a file: " + file);
    }
    try {
      return new TextFile(file.toString(), Files.readString(file));
    } catch (CharacterCodingException notText) {
      throw new NotText(spec, words(name, file + ": is not UTF-8 text"));
    } catch (AccessDeniedException denied) {
      throw refused(name, "permission denied: " + file);
    }
  }

  /** Reads several files; see {@link #read}. */
  List<TextFile> readAll(String name, List<Path> files) throws IOException {
    List<TextFile> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(read(name, file));
    }
    return texts;
  }

  /**
   * Reads every rule file at or below some paths, sorted.
   *
   * @param name their option
   * @throws ParameterException when there is none at or below one of them
   */
  List<TextFile> rulesBelow(String name, List<Path> roots) throws IOException {
    List<TextFile> files = new ArrayList<>();
    for (Path root : roots) {
      if (Files.notExists(root)) {
        throw refused(name, "no such file or folder: " + root);
      }
      List<Path> rules = rules(root);
      if (rules.isEmpty()) {
        throw refused(name, "no rules (*.yml) in " + root);
      }
      files.addAll(readAll(name, rules));
    }
    return files;
  }

  /** Every rule file at or below a path, sorted; fixtures are not rules. */
  static List<Path> rules(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(TextFiles::isRule).sorted().toList();
    }
  }

  /** The fixtures that belong to a rule file. */
  static Path fixturesOf(Path rule) {
    String name = rule.getFileName().toString();
    return rule.resolveSibling(name.substring(0, name.lastIndexOf('.')) + TextFile.FIXTURES);
  }

  private static boolean isRule(Path path) {
    return Files.isRegularFile(path) && TextFile.isRule(path.getFileName().toString());
  }

  private ParameterException refused(String name, String why) {
    return new ParameterException(spec.commandLine(), words(name, why));
  }

  private static String words(String name, String why) {
    return name.isEmpty() ? why : name + ": " + why;
  }
}
