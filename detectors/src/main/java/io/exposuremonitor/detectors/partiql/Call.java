package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One PartiQL call of a bundle.
 *
 * @param facet what it shares with others
 * @param time when, epoch milliseconds
 * @param idHash hash of its event id
 * @param eventId the event id, where the bundle carries it; else empty
 */
record Call(Facet facet, long time, long idHash, String eventId) {
  /** Most items that any client's page may hold to be a look and no copy. */
  private static final int PEEK = 10;

  /** Most items that the console's editor shows on a page. */
  private static final int CONSOLE_PAGE = 300;

  /** The PartiQL calls of a bundle. */
  static List<Call> of(ActivityBundle bundle) {
    List<Call> calls = new ArrayList<>();
    String[] ids = new String[bundle.size()];
    for (int i = 0; i < bundle.named().length; i++) {
      ids[bundle.named()[i]] = bundle.eventIds().get(i);
    }
    for (int i = 0; i < bundle.size(); i++) {
      if (bundle.facetOf(i).operation().isPartiql()) {
        String id = Objects.requireNonNullElse(ids[i], "");
        calls.add(new Call(bundle.facetOf(i), bundle.time(i), bundle.idHash()[i], id));
      }
    }
    return calls;
  }

  /** What to look up: the call, where its id is known, else nothing. */
  Stream<EventReference> reference() {
    return eventId.isEmpty()
        ? Stream.empty()
        : Stream.of(new EventReference(eventId, facet.origin()));
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

  /** What is told of its statements that write. */
  Written written() {
    String shape = writes().stream().map(Statement::shape).min(String::compareTo).orElse("");
    return new Written(time, time, shape, reference().toList());
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
