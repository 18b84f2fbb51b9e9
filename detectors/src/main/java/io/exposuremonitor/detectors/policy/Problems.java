package io.exposuremonitor.detectors.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the problems of one file. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Accepts problems of the value at {@code node}. */
  Complaints at(Node node, String path) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    int column = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    return at(line, column, path);
  }

  /** Accepts problems at a position; line and column start at 1. */
  Complaints at(int line, int column, String path) {
    return new Complaints() {
      @Override
      public void error(String message, String suggestion) {
        found.add(new Problem(Problem.Severity.ERROR, line, column, path, message, suggestion));
      }

      @Override
      public void warning(String message, String suggestion) {
        found.add(new Problem(Problem.Severity.WARNING, line, column, path, message, suggestion));
      }
    };
  }

  boolean haveErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** The problems, in the order of the file. */
  List<Problem> list() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
