package io.exposuremonitor.detectors.activity;

/**
 * What a PartiQL statement does, without any of its values.
 *
 * @param verb what it does to items
 * @param table the table name or ARN it names, unquoted; empty when it could not be read
 * @param index the index it names, or empty
 * @param access how it finds its items
 * @param shape the statement with every literal, parameter and redaction folded to {@code ?}, lists
 *     of them folded to one, keywords in upper case, white space folded; at most {@value
 *     #MAX_SHAPE} characters. Safe to store and to show
 */
public record Statement(Verb verb, String table, String index, Access access, String shape) {
  /** Longest shape kept; a longer one is cut and ends with the hash of the whole. */
  public static final int MAX_SHAPE = 512;

  /** True when it reads a whole table or index. */
  public boolean isFullScan() {
    return verb == Verb.SELECT && access == Access.FULL_SCAN;
  }

  /** The statement's verb. */
  public enum Verb {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    /** {@code EXISTS(SELECT …)}, allowed in transactions. */
    EXISTS,
    /** Not PartiQL as DynamoDB knows it, or truncated by CloudTrail. */
    UNKNOWN
  }

  /**
   * How the statement finds its items. Without the table's key schema, equality or {@code IN} on a
   * top-level attribute in every branch of the condition counts as a key lookup, unless CloudTrail
   * shows that the attribute is no key of the table.
   */
  public enum Access {
    /** Every branch of the condition fixes an attribute by {@code =} or {@code IN}. */
    KEY_LOOKUP,
    /** Nothing fixes a key: the whole table or index is read. */
    FULL_SCAN,
    /** Not applicable (INSERT) or unknown. */
    NONE
  }
}
