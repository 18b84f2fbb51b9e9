package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The content of {@code requestParameters} in a uniform form. Tables are kept as given: a name or
 * an ARN. Reused from record to record.
 */
final class Request {
  /** More tables than any call can name; further ones are dropped. */
  static final int MAX_PARTS = Resources.MAX;

  private static final long[] NO_KEYS = {};

  /** The requests to one table. */
  static final class Part {
    private String table = "";
    private boolean deletes;
    private boolean lease;
    private long[] keys = NO_KEYS;
    private int keyCount;
    private List<Statement> statements = List.of();

    private Part clear(String newTable, boolean ofDeletes) {
      table = newTable;
      deletes = ofDeletes;
      lease = false;
      keyCount = 0;
      statements = List.of();
      return this;
    }

    String table() {
      return table;
    }

    /** True for the deletions of a transaction or a batch write. */
    boolean deletes() {
      return deletes;
    }

    /** True if one of the keys is the key of a lease: {@code leaseKey} alone. */
    boolean lease() {
      return lease;
    }

    void namesLease() {
      lease = true;
    }

    long[] keys() {
      return keyCount == 0 ? NO_KEYS : Arrays.copyOf(keys, keyCount);
    }

    List<Statement> statements() {
      return statements;
    }

    boolean isEmpty() {
      return table.isEmpty() && !asks();
    }

    /** True if it names an item or contains a statement. */
    boolean asks() {
      return keyCount > 0 || !statements.isEmpty();
    }

    void addKey(long key) {
      if (keyCount == keys.length) {
        keys = Arrays.copyOf(keys, Math.max(4, 2 * keyCount));
      }
      keys[keyCount++] = key;
    }

    void addStatement(Statement statement) {
      if (statements.isEmpty()) {
        statements = List.of(statement);
        return;
      }
      if (statements.size() == 1) {
        statements = new ArrayList<>(statements);
      }
      statements.add(statement);
    }
  }

  String index = "";
  String streamArn = "";
  String streamName = "";
  String consumerArn = "";

  /** The shard that is read or opened, or empty. */
  String shardId = "";

  /** ARN of the stream at the start of a DynamoDB Streams shard iterator, or empty. */
  String iteratorStream = "";

  /** {@code returnValues}: what a successful write returns, or empty. */
  String returnValues = "";

  /** True if some part of a write asks for the previous item if its condition fails. */
  boolean returnsOnFailure;

  /** True if some part says what to return if its condition fails, whatever it says. */
  boolean namesReturnOnFailure;

  /** The bucket of an export or of an object that is read, or empty. */
  String bucket = "";

  /** The prefix that an export writes under, or empty. */
  String prefix = "";

  /** The object that is read or written, or empty. */
  String object = "";

  /** The bucket and the object from which a copy is made, or empty. */
  String copySource = "";

  /** The source table of a restore, as given, or empty. */
  String sourceTable = "";

  /** The table that the restore creates, as given, or empty. */
  String targetTable = "";

  /** The backup, recovery point or export to which the call applies, or empty. */
  String kept = "";

  /** The export that a call started, or empty. */
  String startedExport = "";

  int limit;
  int segment;
  int totalSegments;
  boolean countOnly;

  /** True if the requested page follows another. */
  boolean continued;

  private int statements;
  private int fullScans;
  private final Part whole = new Part();
  private final List<Part> pool = new ArrayList<>();
  private int partCount;

  /** Clears all values. */
  void clear() {
    index = "";
    streamArn = "";
    streamName = "";
    consumerArn = "";
    shardId = "";
    iteratorStream = "";
    returnValues = "";
    returnsOnFailure = false;
    namesReturnOnFailure = false;
    bucket = "";
    prefix = "";
    object = "";
    copySource = "";
    sourceTable = "";
    targetTable = "";
    kept = "";
    startedExport = "";
    limit = 0;
    segment = -1;
    totalSegments = 0;
    countOnly = false;
    continued = false;
    statements = 0;
    fullScans = 0;
    partCount = 0;
    whole.clear("", false);
  }

  /** The request to the table that is named outside of any list of items. */
  Part whole() {
    return whole;
  }

  void wholeTable(String table) {
    whole.table = table;
  }

  /** The part for a table, created if necessary. */
  Part part(String table) {
    return part(table, false);
  }

  /**
   * The part for a table, created if necessary.
   *
   * @param deletes true for the separate part with the deletions of a transaction or a batch write
   */
  Part part(String table, boolean deletes) {
    for (int i = 0; i < partCount; i++) {
      if (pool.get(i).deletes == deletes && pool.get(i).table.equals(table)) {
        return pool.get(i);
      }
    }
    if (partCount == MAX_PARTS) {
      return new Part();
    }
    if (partCount == pool.size()) {
      pool.add(new Part());
    }
    return pool.get(partCount++).clear(table, deletes);
  }

  /** The parts requested by lists of items, in order. */
  List<Part> parts() {
    return pool.subList(0, partCount);
  }

  /** Adds a statement to the part of its table. */
  Part add(Statement statement) {
    statements++;
    fullScans += statement.isFullScan() ? 1 : 0;
    Part part = part(statement.table());
    part.addStatement(statement);
    return part;
  }

  /** False if there are statements but none of them reads a whole table. */
  boolean mayFullScan() {
    return statements == 0 || fullScans > 0;
  }

  /** False if there are statements but none of them says what to return if its condition fails. */
  boolean mayReturnOnFailure() {
    return statements == 0 || namesReturnOnFailure;
  }

  /** The keys of some parts, in order. */
  static long[] keys(List<Part> parts) {
    long[] keys = NO_KEYS;
    for (Part part : parts) {
      keys = keys.length == 0 ? part.keys() : joined(keys, part.keys());
    }
    return keys;
  }

  private static long[] joined(long[] some, long[] more) {
    long[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /** The statements of some parts, in order. */
  static List<Statement> statements(List<Part> parts) {
    List<Statement> statements = List.of();
    for (Part part : parts) {
      statements = statements.isEmpty() ? part.statements() : joined(statements, part.statements());
    }
    return statements;
  }

  private static List<Statement> joined(List<Statement> some, List<Statement> more) {
    List<Statement> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
