package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One PartiQL call of a bundle.
 *
 * @param facet attributes shared with other calls of the bundle
 * @param time event time, epoch milliseconds
 * @param idHash hash of its event id
 * @param eventId the event id if the bundle carries it, else empty
 */
record Call(Facet facet, long time, long idHash, String eventId) {
  /** Maximum page size that counts as a look at a table, for any client. */
  private static final int PEEK = 10;

  /** Page size of the console's editor. */
  private static final int CONSOLE_PAGE = 300;

  /** The PartiQL calls of a bundle. */
  static List<Call> of(ActivityBundle bundle) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (facet.operation().isPartiql()) {
        calls.add(new Call(facet, bundle.time(i), bundle.idHash()[i], bundle.eventId(i)));
      }
    }
    return calls;
  }

  /** A reference to the call if its id is known, else nothing. */
  Stream<EventReference> reference() {
    return eventId.isEmpty()
        ? Stream.empty()
        : Stream.of(new EventReference(eventId, facet.origin()));
  }

  /** Statements of a successful call that read, change or delete without a key. */
  List<Statement> scans() {
    return succeeded()
        .filter(s -> s.access() == Access.FULL_SCAN && (s.verb() == Verb.SELECT || changes(s)))
        .toList();
  }

  /** Statements of a successful call that write. */
  List<Statement> writes() {
    return succeeded().filter(s -> s.verb() == Verb.INSERT || changes(s)).toList();
  }

  /** Summary of its statements that write. */
  Written written() {
    String shape = writes().stream().map(Statement::shape).min(String::compareTo).orElse("");
    return new Written(time, time, shape, reference().toList());
  }

  /** Statements of a successful call that change or delete without a key. */
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
