package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Statement;
import java.util.function.Function;

/**
 * Reads {@code requestParameters}. CloudTrail lowers the first letter of member names in some
 * records and not in others, and AWS publishes no record of several batch calls, so names match in
 * either case and every plausible shape is read: lists and maps of items, operations nested in
 * items as in the API, one key or several.
 */
final class RequestReader {
  /** What an item of a transaction names its {@code operation}. */
  static final String DELETE = "Delete";

  private final ItemKeys itemKeys;
  private final Function<String, Statement> statements;
  private final ContentCache<String> texts;
  private final ContentCache<String> streams = new ContentCache<>(8, 256, JsonText::ofContent);
  private final ParameterSpans parameters = new ParameterSpans();
  private final ParameterSpans item = new ParameterSpans();
  private final ParameterSpans operation = new ParameterSpans();
  private byte[] bytes = {};
  private Request request = new Request();
  private boolean partiql;

  RequestReader(
      ItemKeys itemKeys, Function<String, Statement> statements, ContentCache<String> texts) {
    this.itemKeys = itemKeys;
    this.statements = statements;
    this.texts = texts;
  }

  /** Reads the value at {@code bytes[from, to)}; one that is no object asks for nothing. */
  void read(byte[] source, int from, int to, boolean withStatements, Request into) {
    bytes = source;
    request = into;
    partiql = withStatements;
    request.clear();
    if (from >= to || source[from] != '{') {
      return;
    }
    parameters.read(bytes, from, to);
    request.wholeTable(table());
    addKeys(parameters, request.whole());
    addStatement(parameters);
    readPaging();
    readStream();
    for (Parameter list : Parameter.LISTS) {
      readItems(parameters.from(list), parameters.to(list));
    }
  }

  /** Exports name their table by {@code tableArn}, backup jobs by {@code resourceArn}. */
  private String table() {
    String name = text(parameters, Parameter.TABLE_NAME);
    String table = name.isEmpty() ? text(parameters, Parameter.TABLE_ARN) : name;
    return table.isEmpty() ? text(parameters, Parameter.RESOURCE_ARN) : table;
  }

  private void readPaging() {
    request.index = text(parameters, Parameter.INDEX_NAME);
    request.limit = JsonText.count(text(parameters, Parameter.LIMIT), 0);
    request.segment = JsonText.count(text(parameters, Parameter.SEGMENT), -1);
    request.totalSegments = JsonText.count(text(parameters, Parameter.TOTAL_SEGMENTS), 0);
    request.countOnly = text(parameters, Parameter.SELECT).equals("COUNT");
  }

  private void readStream() {
    request.streamArn = text(parameters, Parameter.STREAM_ARN);
    request.streamName = text(parameters, Parameter.STREAM_NAME);
    request.consumerArn = text(parameters, Parameter.CONSUMER_ARN);
    request.shardId = text(parameters, Parameter.SHARD_ID);
    request.iteratorStream = iteratorStream();
  }

  /** The stream's ARN, which a shard iterator of DynamoDB Streams starts with, up to a bar. */
  private String iteratorStream() {
    int from = parameters.from(Parameter.SHARD_ITERATOR);
    int to = parameters.to(Parameter.SHARD_ITERATOR);
    if (from >= to || bytes[from] != '"') {
      return "";
    }
    int bar = from + 1;
    while (bar < to && bytes[bar] != '|') {
      bar++;
    }
    if (JsonText.hasEscape(bytes, from, bar)) {
      String text = parameters.text(Parameter.SHARD_ITERATOR);
      return text.substring(0, Math.max(0, text.indexOf('|')));
    }
    return bar < to ? streams.get(bytes, from + 1, bar) : "";
  }

  private void readItems(int from, int to) {
    Cursor list = Cursor.ofArray(bytes, from, to);
    while (list.nextElement()) {
      readItem(list.from(), list.to(), "");
    }
    Cursor map = Cursor.ofObject(bytes, from, to);
    while (map.nextMember()) {
      String table = map.name();
      readItem(map.from(), map.to(), table);
      Cursor items = Cursor.ofArray(bytes, map.from(), map.to());
      while (items.nextElement()) {
        readItem(items.from(), items.to(), table);
      }
    }
  }

  private void readItem(int from, int to, String defaultTable) {
    if (bytes[from] != '{') {
      return;
    }
    item.read(bytes, from, to);
    boolean deletes = text(item, Parameter.OPERATION).equalsIgnoreCase(DELETE);
    String table = addItem(item, defaultTable, deletes);
    for (Parameter nested : Parameter.OPERATIONS) {
      if (item.has(nested) && bytes[item.from(nested)] == '{') {
        operation.read(bytes, item.from(nested), item.to(nested));
        addItem(operation, table, nested == Parameter.DELETE);
      }
    }
  }

  private String addItem(ParameterSpans members, String defaultTable, boolean deletes) {
    String named = text(members, Parameter.TABLE_NAME);
    String table = named.isEmpty() ? defaultTable : named;
    if (!table.isEmpty() || members.has(Parameter.KEY) || members.has(Parameter.KEYS)) {
      addKeys(members, request.part(table, deletes));
    }
    addStatement(members);
    return table;
  }

  private void addStatement(ParameterSpans members) {
    String text = partiql ? members.text(Parameter.STATEMENT) : "";
    if (!text.isEmpty()) {
      Statement statement = statements.apply(text);
      request.part(statement.table()).addStatement(statement);
    }
  }

  private void addKeys(ParameterSpans members, Request.Part part) {
    itemKeys.addTo(part, bytes, members.from(Parameter.KEY), members.to(Parameter.KEY));
    itemKeys.addTo(part, bytes, members.from(Parameter.KEYS), members.to(Parameter.KEYS));
  }

  private String text(ParameterSpans members, Parameter name) {
    return members.has(name) ? texts.get(bytes, members.from(name), members.to(name)) : "";
  }
}
