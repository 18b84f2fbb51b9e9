package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The complete {@code requestParameters} as read by Jackson. They are applied once the rest of the
 * record has been read, since their meaning depends on the operation.
 */
final class JacksonRequest extends JacksonItem {
  /** The parameters of a record without any. */
  static final JacksonRequest NONE =
      new JacksonRequest(
          text -> {
            throw new AssertionError("no parameters, no statement");
          },
          (part, text) -> {});

  String index = "";
  String limit = "";
  String segment = "";
  String totalSegments = "";
  String select = "";
  boolean startKey;
  @Nullable Keys startKeys;
  boolean nextToken;
  String shardIterator = "";
  String streamArn = "";
  String streamName = "";
  String consumerArn = "";
  String shardId = "";
  String tableArn = "";
  String resourceArn = "";
  String objectKey = "";
  final Map<String, String> further = new HashMap<>();
  Map<String, String> metadata = Map.of();
  boolean hasMetadata;
  final TreeMap<Integer, List<JacksonItem>> lists = new TreeMap<>();
  private final Function<String, Statement> statements;
  private final BiConsumer<Request.Part, String> named;

  /**
   * @param named adds the hashes of the attributes in a statement's condition to a part
   */
  JacksonRequest(Function<String, Statement> statements, BiConsumer<Request.Part, String> named) {
    this.statements = statements;
    this.named = named;
  }

  void applyTo(Request request, Operation operation) {
    boolean partiql = operation.isPartiql();
    String arn = tableArn.isEmpty() ? resourceArn : tableArn;
    request.wholeTable(table.isEmpty() ? arn : table);
    addKeysTo(request.whole());
    addStatement(this, request, partiql);
    request.index = index;
    request.limit = JsonText.count(limit, 0);
    request.segment = JsonText.count(segment, -1);
    request.totalSegments = JsonText.count(totalSegments, 0);
    request.countOnly = select.equals("COUNT");
    if (operation == Operation.QUERY) {
      addAll(startKeys, request.whole());
    }
    request.continued =
        (startKey && operation == Operation.QUERY)
            || (nextToken && operation == Operation.EXECUTE_STATEMENT);
    request.streamArn = streamArn;
    request.streamName = streamName;
    request.consumerArn = consumerArn;
    request.shardId = shardId;
    request.returnsOnFailure = returnsOnFailure;
    request.namesReturnOnFailure = namesReturnOnFailure;
    request.returnValues = further("returnvalues");
    request.bucket = firstOf(further("bucketname"), further("s3bucket"));
    request.prefix = further("s3prefix");
    request.object = objectKey;
    request.copySource = further("x-amz-copy-source");
    request.kept = firstOf(further("backuparn"), further("recoverypointarn"), further("exportarn"));
    request.sourceTable = firstOf(further("sourcetablearn"), further("sourcetablename"));
    request.targetTable = further("targettablename");
    if (hasMetadata) {
      request.sourceTable = metadata.getOrDefault("originaltablename", "");
      request.targetTable = metadata.getOrDefault("targettablename", "");
    }
    request.iteratorStream = shardIterator.substring(0, Math.max(0, shardIterator.indexOf('|')));
    for (List<JacksonItem> items : lists.values()) {
      for (JacksonItem item : items) {
        String itemTable = add(item, item.defaultTable, item.deletes, request, partiql);
        item.operations.forEach(
            (kind, nested) ->
                add(
                    nested,
                    itemTable,
                    RequestReader.isDelete(JacksonRequestReader.OPERATIONS.get(kind)),
                    request,
                    partiql));
      }
    }
  }

  private String add(
      JacksonItem item, String defaultTable, boolean deletes, Request request, boolean partiql) {
    String named = item.table.isEmpty() ? defaultTable : item.table;
    if (!named.isEmpty() || item.key != null || item.keys != null) {
      item.addKeysTo(request.part(named, deletes));
    }
    addStatement(item, request, partiql);
    request.returnsOnFailure |= item.returnsOnFailure;
    request.namesReturnOnFailure |= item.namesReturnOnFailure;
    return named;
  }

  private String further(String name) {
    return further.getOrDefault(name, "");
  }

  private static String firstOf(String... texts) {
    return Arrays.stream(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private void addStatement(JacksonItem item, Request request, boolean partiql) {
    if (partiql && !item.statement.isEmpty()) {
      named.accept(request.add(statements.apply(item.statement)), item.statement);
    }
  }
}
