package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.text.EnumNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts one source's calls by table and kind, its denied calls and its PartiQL statements, and
 * measures delivery delays. A call that is logged twice counts twice. For each bundle it visits the
 * facets once and scans two columns once: the facet of each call, and its time.
 */
public final class CallMeter implements Meter<ActivityBundle> {
  private final Map<String, Calls> tables = new HashMap<>();
  private final Arrivals arrivals;
  private long latest;

  private record StatementKind(Statement.Verb verb, Statement.Access access) {}

  /** The counts of one table. */
  private static final class Calls {
    private final Map<CallKind, Long> kinds = new EnumMap<>(CallKind.class);
    private final Map<StatementKind, Long> statements = new HashMap<>();
    private long denied;

    void add(Facet facet, int calls) {
      if (facet.failed()) {
        denied += facet.refused() ? calls : 0;
        return;
      }
      kinds.merge(CallKind.of(facet.operation()), (long) calls, Long::sum);
      for (Statement statement : facet.statements()) {
        StatementKind kind = new StatementKind(statement.verb(), statement.access());
        statements.merge(kind, (long) calls, Long::sum);
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
    String label = tables.size() < MAX_TABLES ? table : TableNames.OTHERS;
    return tables.computeIfAbsent(label, added -> new Calls());
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
        (kind, count) ->
            out.accept(
                Sample.of(
                    DomainMetric.PARTIQL_STATEMENTS,
                    latest,
                    (double) count,
                    table,
                    EnumNames.lowerCase(kind.verb()),
                    access(kind.access()))));
  }

  private static String access(Statement.Access access) {
    return switch (access) {
      case KEY_LOOKUP -> "key";
      case FULL_SCAN -> "scan";
      case NONE -> "none";
    };
  }
}
