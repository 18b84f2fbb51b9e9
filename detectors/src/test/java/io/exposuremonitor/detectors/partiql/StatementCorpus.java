package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The statements of {@code partiql/statements.txt} with their expected readings. */
final class StatementCorpus {
  private static final Pattern BAR = Pattern.compile(" \\| ");

  private StatementCorpus() {}

  record Entry(String statement, Statement expected) {
    @Override
    public String toString() {
      return statement;
    }
  }

  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i += 3) {
      String[] read = BAR.split(lines.get(i + 1).strip(), -1);
      entries.add(
          new Entry(
              lines.get(i),
              new Statement(
                  Verb.valueOf(read[0]),
                  named(read[1]),
                  named(read[2]),
                  Access.valueOf(read[3]),
                  lines.get(i + 2).strip())));
    }
    return entries;
  }

  private static List<String> lines() {
    try (InputStream in = StatementCorpus.class.getResourceAsStream("/partiql/statements.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String named(String name) {
    return name.equals("-") ? "" : name;
  }
}
