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
  /** Anybody can have calls refused on tables that don't exist; they leave room for others. */
  private static final int MAX_TABLES_BY_REFUSALS = MAX_TABLES / 2;

  private final Map<String, Calls> tables = new HashMap<>();
  private final Arrivals arrivals;
  private int tablesByRefusals;
  private long latest;

  private record StatementKind(Statement.Verb verb, Statement.Access access) {}

  /** The counts of one table. */
  private static final class Calls {
    private final Map<CallKind, Long> kinds = new EnumMap<>(CallKind.class);
    private final Map<StatementKind, Long> statements = new HashMap<>();
    private long denied;

    void add(Facet facet, int calls) {
      if (facet.refused()) {
        denied += calls;
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
    String table = TableNames.of(bundle.resource());
    if (bundle.facets().size() == 1) {
      add(table, bundle.facets().get(0), bundle.size());
      return;
    }
    int[] sizes = new int[bundle.facets().size()];
    for (int facet : bundle.facet()) {
      sizes[facet]++;
    }
    for (int i = 0; i < sizes.length; i++) {
      add(table, bundle.facets().get(i), sizes[i]);
    }
  }

  private void add(String table, Facet facet, int calls) {
    if (!facet.failed() || facet.refused()) {
      calls(table, facet.refused()).add(facet, calls);
    }
  }

  private Calls calls(String table, boolean refused) {
    Calls known = tables.get(table);
    if (known != null) {
      return known;
    }
    boolean room =
        tables.size() < MAX_TABLES && !(refused && tablesByRefusals == MAX_TABLES_BY_REFUSALS);
    if (room && refused) {
      tablesByRefusals++;
    }
    return tables.computeIfAbsent(room ? table : TableNames.OTHERS, added -> new Calls());
  }

  @Override
  public void drain(Consumer<Sample> out) {
    tables.forEach((table, calls) -> drain(table, calls, out));
    tables.clear();
    tablesByRefusals = 0;
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
