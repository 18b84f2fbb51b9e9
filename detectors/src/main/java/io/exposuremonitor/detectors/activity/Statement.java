package io.exposuremonitor.detectors.activity;

/**
 * The effect of a PartiQL statement, without any of its values.
 *
 * @param verb what it does to items
 * @param table the table name or ARN, unquoted; empty if it could not be determined
 * @param index the name of the index, or empty
 * @param access how it finds its items
 * @param shape the statement with every literal, parameter and redaction folded to {@code ?}, lists
 *     of these folded to one, keywords in upper case and white space folded; at most {@value
 *     #MAX_SHAPE} characters. Safe to store and to show
 */
public record Statement(Verb verb, String table, String index, Access access, String shape) {
  /** Maximum length of a shape; a longer one is truncated and ends with the hash of the whole. */
  public static final int MAX_SHAPE = 512;

  int textLength() {
    return table.length() + index.length() + shape.length();
  }

  /** True when it reads a whole table or index. */
  public boolean isFullScan() {
    return verb == Verb.SELECT && access == Access.FULL_SCAN;
  }

  /** True when it writes an item and returns it. */
  public boolean returnsItem() {
    // Shapes are in one case and contain no values, which might contain the same words.
    return verb != Verb.SELECT && shape.contains("RETURNING ALL ");
  }

  /** The statement's verb. */
  public enum Verb {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    /** {@code EXISTS(SELECT …)}, allowed in transactions. */
    EXISTS,
    /** Not DynamoDB's PartiQL, or truncated by CloudTrail. */
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
    /** No key is fixed: the whole table or index is read. */
    FULL_SCAN,
    /** Not applicable (INSERT) or unknown. */
    NONE
  }
}
