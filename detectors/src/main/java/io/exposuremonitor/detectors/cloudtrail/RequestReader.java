package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.function.Function;

/**
 * Reads {@code requestParameters}. CloudTrail lower-cases the first letter of member names in some
 * records but not in others, and AWS publishes no sample records of several batch calls. Names
 * therefore match in either case, and every plausible shape is read: lists and maps of items,
 * operations nested in items as in the API, one key or several.
 */
final class RequestReader {
  /** Requests the complete previous item. */
  static final String ALL_OLD = "ALL_OLD";

  private final ItemKeys itemKeys;
  private final Function<String, Statement> statements;
  private final ContentCache<String> texts;
  private final ContentCache<String> streams = new ContentCache<>(8, 256, JsonText::ofContent);
  private final ParameterSpans item = new ParameterSpans();
  private final ParameterSpans operation = new ParameterSpans();
  private ParameterSpans parameters = new ParameterSpans();
  private byte[] bytes = {};
  private Request request = new Request();
  private boolean partiql;

  RequestReader(
      ItemKeys itemKeys, Function<String, Statement> statements, ContentCache<String> texts) {
    this.itemKeys = itemKeys;
    this.statements = statements;
    this.texts = texts;
  }

  /** Reads a record's request; the request is empty if the parameters are not an object. */
  void read(RecordFields fields, Operation operation, Request into) {
    bytes = fields.bytes();
    request = into;
    partiql = operation.isPartiql();
    request.clear();
    if (!fields.startsWith(Field.REQUEST_PARAMETERS, '{')) {
      return;
    }
    parameters = fields.parameters();
    request.wholeTable(table());
    addKeys(parameters, request.whole());
    addStatement(parameters);
    if (partiql) {
      noteReturnOnFailure(parameters);
    }
    readPaging();
    readStream();
    readFurther(operation);
    readLists();
  }

  private void readLists() {
    for (int i = 0; i < Parameter.LISTS.size(); i++) {
      Parameter list = Parameter.LISTS.get(i);
      if (parameters.has(list)) {
        readItems(parameters.from(list), parameters.to(list));
      }
    }
  }

  /** The table; exports name it by {@code tableArn}, backup jobs by {@code resourceArn}. */
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

  /** Reads the parameters that only some operations have, for those operations only. */
  private void readFurther(Operation operation) {
    if (operation.readBack() != operation) {
      request.returnValues = text(parameters, Parameter.RETURN_VALUES);
      noteReturnOnFailure(parameters);
    } else if (operation == Operation.QUERY) {
      request.continued = isGiven(Parameter.EXCLUSIVE_START_KEY);
      addKeys(parameters, Parameter.EXCLUSIVE_START_KEY, request.whole());
    } else if (operation == Operation.EXECUTE_STATEMENT) {
      request.continued = isGiven(Parameter.NEXT_TOKEN);
    } else if (operation.isObjectRead()) {
      request.bucket = first(Parameter.BUCKET_NAME, Parameter.S3_BUCKET);
      request.object = parameters.text(Parameter.KEY);
      request.copySource = parameters.text(Parameter.X_AMZ_COPY_SOURCE);
    } else if (operation == Operation.EXPORT_TABLE) {
      request.bucket = first(Parameter.BUCKET_NAME, Parameter.S3_BUCKET);
      request.prefix = text(parameters, Parameter.S3_PREFIX);
    } else if (operation.isRestore() || operation.isLook()) {
      readKept();
    }
  }

  /**
   * Reads the backup or export that a call names, and the source and the target of a restore. AWS
   * Backup names these tables in the metadata.
   */
  private void readKept() {
    request.kept = first(Parameter.BACKUP_ARN, Parameter.RECOVERY_POINT_ARN, Parameter.EXPORT_ARN);
    request.sourceTable = first(Parameter.SOURCE_TABLE_ARN, Parameter.SOURCE_TABLE_NAME);
    request.targetTable = text(parameters, Parameter.TARGET_TABLE_NAME);
    if (parameters.has(Parameter.METADATA) && bytes[parameters.from(Parameter.METADATA)] == '{') {
      item.read(bytes, parameters.from(Parameter.METADATA), parameters.to(Parameter.METADATA));
      request.sourceTable = text(item, Parameter.ORIGINAL_TABLE_NAME);
      request.targetTable = text(item, Parameter.TARGET_TABLE_NAME);
    }
  }

  /** The text of the first of some parameters that has a value. */
  private String first(Parameter... names) {
    for (Parameter name : names) {
      String text = text(parameters, name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** True if a parameter is present and not null; does not read its value. */
  private boolean isGiven(Parameter name) {
    return parameters.has(name) && bytes[parameters.from(name)] != 'n';
  }

  private void noteReturnOnFailure(ParameterSpans members) {
    if (members.has(Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE)) {
      String text = text(members, Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);
      request.returnsOnFailure |= text.equals(ALL_OLD);
      request.namesReturnOnFailure = true;
    }
  }

  private void readStream() {
    request.streamArn = text(parameters, Parameter.STREAM_ARN);
    request.streamName = text(parameters, Parameter.STREAM_NAME);
    request.consumerArn = text(parameters, Parameter.CONSUMER_ARN);
    request.shardId = text(parameters, Parameter.SHARD_ID);
    request.iteratorStream = iteratorStream();
  }

  /**
   * The stream's ARN, with which a DynamoDB Streams shard iterator starts, up to a vertical bar.
   */
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
    boolean deletes = isDelete(text(item, Parameter.OPERATION));
    String table = addItem(item, defaultTable, deletes);
    for (Parameter nested : Parameter.OPERATIONS) {
      if (item.has(nested) && bytes[item.from(nested)] == '{') {
        operation.read(bytes, item.from(nested), item.to(nested));
        addItem(operation, table, isDelete(nested.lowerCaseName()));
      }
    }
  }

  /** True if an item of a transaction or of a batch write is deleted. */
  static boolean isDelete(String operation) {
    return operation.equalsIgnoreCase("Delete") || operation.equalsIgnoreCase("DeleteRequest");
  }

  private String addItem(ParameterSpans members, String defaultTable, boolean deletes) {
    String named = text(members, Parameter.TABLE_NAME);
    String table = named.isEmpty() ? defaultTable : named;
    if (!table.isEmpty() || members.has(Parameter.KEY) || members.has(Parameter.KEYS)) {
      addKeys(members, request.part(table, deletes));
    }
    addStatement(members);
    noteReturnOnFailure(members);
    return table;
  }

  private void addStatement(ParameterSpans members) {
    String text = partiql ? members.text(Parameter.STATEMENT) : "";
    if (!text.isEmpty()) {
      itemKeys.addNamed(request.add(statements.apply(text)), text);
    }
  }

  private void addKeys(ParameterSpans members, Request.Part part) {
    addKeys(members, Parameter.KEY, part);
    addKeys(members, Parameter.KEYS, part);
  }

  private void addKeys(ParameterSpans members, Parameter name, Request.Part part) {
    if (members.has(name)) {
      itemKeys.addTo(part, bytes, members.from(name), members.to(name));
    }
  }

  private String text(ParameterSpans members, Parameter name) {
    return members.has(name) ? texts.get(bytes, members.from(name), members.to(name)) : "";
  }
}
