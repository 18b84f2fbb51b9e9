package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One PartiQL call of a bundle.
 *
 * @param facet what it shares with others
 * @param time when, epoch milliseconds
 * @param idHash hash of its event id
 */
record Call(Facet facet, long time, long idHash) {
  /** Most items that any client's page may hold to be a look and no copy. */
  private static final int PEEK = 10;

  /** Most items that the console's editor shows on a page. */
  private static final int CONSOLE_PAGE = 300;

  /** The PartiQL calls of a bundle. */
  static List<Call> of(ActivityBundle bundle) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < bundle.size(); i++) {
      if (bundle.facetOf(i).operation().isPartiql()) {
        calls.add(new Call(bundle.facetOf(i), bundle.time(i), bundle.idHash()[i]));
      }
    }
    return calls;
  }

  /** Statements that read, change or delete without a key, where the call succeeded. */
  List<Statement> scans() {
    return succeeded()
        .filter(s -> s.access() == Access.FULL_SCAN && (s.verb() == Verb.SELECT || changes(s)))
        .toList();
  }

  /** Statements that write, where the call succeeded. */
  List<Statement> writes() {
    return succeeded().filter(s -> s.verb() == Verb.INSERT || changes(s)).toList();
  }

  /** Statements that change or delete without a key, where the call succeeded. */
  List<Statement> writesWithoutKey() {
    return succeeded().filter(s -> s.access() == Access.FULL_SCAN && changes(s)).toList();
  }

  /** True when its page is so small that it is a look at a table rather than a copy. */
  boolean isPeek() {
    int most = facet.origin().console() ? CONSOLE_PAGE : PEEK;
    return facet.limit() > 0 && facet.limit() <= most && writes().isEmpty();
  }

  private Stream<Statement> succeeded() {
    return facet.failed() ? Stream.empty() : facet.statements().stream();
  }

  private static boolean changes(Statement statement) {
    return statement.verb() == Verb.UPDATE || statement.verb() == Verb.DELETE;
  }
}
