package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls of one source by table and kind, denied ones, PartiQL statements, and how late they came. A
 * call that is logged twice counts twice. Of a bundle it looks at the facets, and for their sizes
 * and the times runs once over two columns.
 */
public final class CallMeter implements Meter<ActivityBundle> {
  private final Map<String, Calls> tables = new HashMap<>();
  private final Arrivals arrivals;
  private long latest;

  private record Doing(Statement.Verb verb, Statement.Access access) {}

  /** Of one table. */
  private static final class Calls {
    private final Map<CallKind, Long> kinds = new EnumMap<>(CallKind.class);
    private final Map<Doing, Long> statements = new HashMap<>();
    private long denied;

    void add(Facet facet, int calls) {
      if (facet.failed()) {
        denied += isDenied(facet.errorCode()) ? calls : 0;
        return;
      }
      kinds.merge(CallKind.of(facet.operation()), (long) calls, Long::sum);
      for (Statement statement : facet.statements()) {
        Doing doing = new Doing(statement.verb(), statement.access());
        statements.merge(doing, (long) calls, Long::sum);
      }
    }
  }

  /**
   * @param source name of the input
   */
  public CallMeter(String source) {
    arrivals = new Arrivals(source);
  }

  @Override
  public void add(ActivityBundle bundle, long now) {
    latest = now;
    arrivals.addAll(bundle, now);
    Calls calls = calls(TableNames.of(bundle.resource()));
    if (bundle.facets().size() == 1) {
      calls.add(bundle.facets().get(0), bundle.size());
      return;
    }
    int[] sizes = new int[bundle.facets().size()];
    for (int facet : bundle.facet()) {
      sizes[facet]++;
    }
    for (int i = 0; i < sizes.length; i++) {
      calls.add(bundle.facets().get(i), sizes[i]);
    }
  }

  private Calls calls(String table) {
    Calls known = tables.get(table);
    if (known != null) {
      return known;
    }
    String label = tables.size() < MOST_TABLES ? table : TableNames.OTHERS;
    return tables.computeIfAbsent(label, added -> new Calls());
  }

  /** CloudTrail's {@code errorCode} of a call that IAM, or a policy of the resource, refused. */
  private static boolean isDenied(String errorCode) {
    return errorCode.startsWith("AccessDenied") || errorCode.endsWith("UnauthorizedOperation");
  }

  @Override
  public void drain(Consumer<Sample> out) {
    tables.forEach((table, calls) -> drain(table, calls, out));
    tables.clear();
    arrivals.drain(out);
  }

  private void drain(String table, Calls calls, Consumer<Sample> out) {
    calls.kinds.forEach(
        (kind, count) ->
            out.accept(
                Sample.of(DomainMetric.TABLE_CALLS, latest, (double) count, table, kind.label())));
    if (calls.denied > 0) {
      out.accept(Sample.of(DomainMetric.TABLE_DENIED_CALLS, latest, (double) calls.denied, table));
    }
    calls.statements.forEach(
        (doing, count) ->
            out.accept(
                Sample.of(
                    DomainMetric.PARTIQL_STATEMENTS,
                    latest,
                    (double) count,
                    table,
                    doing.verb().name().toLowerCase(Locale.ROOT),
                    access(doing.access()))));
  }

  private static String access(Statement.Access access) {
    return switch (access) {
      case KEY_LOOKUP -> "key";
      case FULL_SCAN -> "scan";
      case NONE -> "none";
    };
  }
}
