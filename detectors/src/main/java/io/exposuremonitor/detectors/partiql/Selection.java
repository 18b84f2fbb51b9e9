package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a bundle that one signal is about. Where a single value represents many, it is the
 * one that sorts first, as when the evidence of several signals is merged.
 */
final class Selection {
  private final List<EventReference> events = new ArrayList<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private String account = "";
  private String region = "";
  private String errorCode = "";
  private final TreeSet<String> shapes = new TreeSet<>();
  private final TreeSet<String> verbs = new TreeSet<>();
  private final TreeSet<String> accesses = new TreeSet<>();

  void add(Call call, Collection<Statement> statements) {
    Facet facet = call.facet();
    start = Math.min(start, call.time());
    end = Math.max(end, call.time());
    account = facet.account();
    region = facet.region();
    errorCode = first(errorCode, facet.errorCode());
    call.reference().forEach(events::add);
    for (Statement other : statements) {
      shapes.add(other.shape());
      accesses.add(other.access().name());
      if (other.verb() != Statement.Verb.UNKNOWN) {
        verbs.add(other.verb().name());
      }
    }
  }

  private static String first(String one, String other) {
    boolean second = one.isEmpty() || (!other.isEmpty() && other.compareTo(one) < 0);
    return second ? other : one;
  }

  /** A copy that describes more calls than those of the bundle. */
  Selection with(Written written) {
    Selection more = new Selection();
    more.account = account;
    more.region = region;
    more.start = written.first();
    more.end = written.last();
    more.events.addAll(written.events());
    return more;
  }

  boolean isEmpty() {
    return start == Long.MAX_VALUE;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  /** The error code of its failed calls, or empty. */
  String errorCode() {
    return errorCode;
  }

  /** The first shape in natural order, or null if the records had no statement. */
  @Nullable String shape() {
    return shapes.isEmpty() ? null : shapes.first();
  }

  /** The first verb in natural order, or null if none was recognised. */
  @Nullable String verb() {
    return verbs.isEmpty() ? null : verbs.first();
  }

  /** The first access in natural order, or null if the records had no statement. */
  @Nullable String access() {
    return accesses.isEmpty() ? null : accesses.first();
  }

  /** References for looking up the events. */
  List<EventReference> events() {
    return EventReference.sample(events);
  }
}
