package io.exposuremonitor.detectors.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy's entries about tables, of which the first that matches a table wins. Immutable. */
public final class Tables {
  private final List<Policy.Table> entries;
  private final TableIndex index;

  private Tables(List<Policy.Table> entries) {
    this.entries = List.copyOf(entries);
    index = new TableIndex(entries.stream().map(Policy.Table::match).toList());
  }

  static Tables of(List<Policy.Table> entries) {
    return new Tables(entries);
  }

  /** The entries in the order in which they are tried. */
  public List<Policy.Table> entries() {
    return entries;
  }

  /** The first entry that matches a table's ARN or the name at its end, or null. */
  Policy.@Nullable Table find(String tableArn) {
    int first = index.first(tableArn);
    return first == entries.size() ? null : entries.get(first);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tables tables && entries.equals(tables.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
