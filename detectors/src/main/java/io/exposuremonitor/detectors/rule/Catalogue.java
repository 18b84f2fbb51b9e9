package io.exposuremonitor.detectors.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules shipped with the program, and their fixtures.
 *
 * <p>They are resources under {@code /rules}. A jar has no directories to list, so {@code
 * /rules/index.txt} names every file, one on a line.
 */
public final class Catalogue {
  /** Suffix that replaces {@code .yml} in the name of a rule's fixture file. */
  public static final String FIXTURES_SUFFIX = ".fixtures.yml";

  private static final String FOLDER = "/rules/";
  private static final String RULE_SUFFIX = ".yml";

  private Catalogue() {}

  /**
   * Every shipped rule, in the order of the index, with its path below {@code rules} as file name.
   * Parsed once per JVM, since parsing takes a tenth of a second for each subtask.
   */
  public static List<SigmaRule> load() {
    return Shipped.RULES;
  }

  private static List<SigmaRule> read() {
    List<SigmaRule> rules = new ArrayList<>();
    for (String file : ruleFiles()) {
      try {
        rules.addAll(SigmaLoader.load(file, text(file)));
      } catch (RuleException e) {
        // The tests of this module prevent this.
        throw new IllegalStateException("a shipped rule is broken: " + e.getMessage(), e);
      }
    }
    return List.copyOf(rules);
  }

  /** Initialised on first use. */
  private static final class Shipped {
    static final List<SigmaRule> RULES = read();
  }

  /** Paths of the shipped rules, such as {@code export/zero-etl.yml}. */
  public static List<String> ruleFiles() {
    return files().stream().filter(file -> !file.endsWith(FIXTURES_SUFFIX)).toList();
  }

  /** The path of the fixtures beside a shipped rule. */
  public static String fixturesOf(String ruleFile) {
    return ruleFile.substring(0, ruleFile.length() - RULE_SUFFIX.length()) + FIXTURES_SUFFIX;
  }

  /** The content of a shipped rule or of its fixtures. */
  public static String text(String file) {
    return resource(file);
  }

  static List<String> files() {
    return resource("index.txt").lines().toList();
  }

  private static String resource(String path) {
    try (InputStream in = Catalogue.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + FOLDER + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
