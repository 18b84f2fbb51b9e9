package io.exposuremonitor.connectors.dynamodbstreams;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tables' streams are read: tables of one account and region. Streams and tables may come and
 * go.
 */
public sealed interface TableSelection extends Serializable {

  /**
   * Whether a table is selected, judging by its name; its tags may still exclude it.
   *
   * @param name the table's name
   * @param arn its ARN
   */
  boolean admits(String name, String arn);

  /**
   * These tables. One that does not exist yet is read once it does.
   *
   * @param tables names, or ARNs, which may be of another account that permits it
   */
  record Listed(List<String> tables) implements TableSelection {
    /**
     * @throws IllegalArgumentException when none is listed
     */
    public Listed {
      tables = List.copyOf(tables);
      if (tables.isEmpty()) {
        throw new IllegalArgumentException("no table listed");
      }
    }

    @Override
    public boolean admits(String name, String arn) {
      return tables.contains(name) || tables.contains(arn);
    }
  }

  /**
   * All tables with a name prefix.
   *
   * @param prefix empty for all
   */
  record Prefixed(String prefix) implements TableSelection {
    @Override
    public boolean admits(String name, String arn) {
      return name.startsWith(prefix);
    }
  }

  /**
   * All tables with a tag. A table that loses the tag is still read until its streams end.
   *
   * @param key the tag's key
   * @param value its value; null for any
   */
  record Tagged(String key, @Nullable String value) implements TableSelection {
    @Override
    public boolean admits(String name, String arn) {
      return true;
    }
  }
}
