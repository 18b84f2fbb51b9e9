package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.element.TextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
      List<Path> rules;
      try {
        rules = rules(root);
      } catch (AccessDeniedException denied) {
        throw refused(name, "permission denied: " + denied.getFile());
      }
      if (rules.isEmpty()) {
        throw refused(name, "no rules (*.yml) in " + root);
      }
      files.addAll(readAll(name, rules));
    }
    return files;
  }

  /**
   * Every rule file at or below a path, sorted; fixtures are not rules. Symbolic links are
   * followed. Hidden files and folders below the path are skipped: they belong to tools such as
   * version control.
   */
  static List<Path> rules(Path root) throws IOException {
    List<Path> rules = new ArrayList<>();
    Files.walkFileTree(
        root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor(root, rules));
    rules.sort(null);
    return rules;
  }

  private static FileVisitor<Path> visitor(Path root, List<Path> rules) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean isRule = TextFile.isRule(file.getFileName().toString());
        if (isRule && attributes.isRegularFile() && !isHidden(file)) {
          rules.add(file);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        // The target of a link that leads back up is being walked already.
        if (failure instanceof FileSystemLoopException || isHidden(path)) {
          return FileVisitResult.CONTINUE;
        }
        throw failure;
      }

      private boolean isHidden(Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
      }
    };
  }

  /** The fixtures that belong to a rule file, which need not exist, with either extension. */
  static Path fixturesOf(Path rule) {
    String name = rule.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.')) + TextFile.FIXTURES;
    List<Path> candidates =
        TextFile.YAML.stream().map(extension -> rule.resolveSibling(stem + extension)).toList();
    return candidates.stream().filter(Files::exists).findFirst().orElse(candidates.get(0));
  }

  private ParameterException refused(String name, String why) {
    return new ParameterException(spec.commandLine(), words(name, why));
  }

  private static String words(String name, String why) {
    return name.isEmpty() ? why : name + ": " + why;
  }
}
