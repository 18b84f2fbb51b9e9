package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.cloudtrail.Resources.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates the activities of one record: determines the ARN of each table or stream that was
 * accessed and gathers what was requested of it.
 */
final class Activities {
  private static final long[] NO_KEYS = {};

  /** Values of {@code returnValues} with which a write returns more than its own new values. */
  private static final Set<String> RETURNED =
      Set.of(RequestReader.ALL_OLD, "ALL_NEW", "UPDATED_OLD");

  /**
   * The requests to one table.
   *
   * @param deletes true for the deletions of a transaction or a batch write
   */
  private record Target(String table, boolean deletes) {}

  private Activities() {}

  /**
   * Emits the activities of a call in the order in which its tables are named. At least one is
   * emitted, except for restores of resources other than tables, and for objects that are not
   * exported data.
   */
  static void emit(Call record, Request request, DecoderSink sink) {
    Call call = readsBack(record, request) ? record.as(record.operation().readBack()) : record;
    switch (call.operation()) {
      case STREAM_GET_RECORDS, STREAM_GET_SHARD_ITERATOR, STREAM_DESCRIBE ->
          sink.activity(activity(call, request, stream(call, request), shard(request), List.of()));
      case KINESIS_GET_RECORDS,
          KINESIS_GET_SHARD_ITERATOR,
          KINESIS_SUBSCRIBE_TO_SHARD,
          ENABLE_KINESIS_DESTINATION ->
          sink.activity(
              activity(call, request, kinesisStream(call, request), shard(request), List.of()));
      case BATCH_GET_ITEM,
          TRANSACT_GET_ITEMS,
          BATCH_WRITE_ITEM,
          TRANSACT_WRITE_ITEMS,
          TRANSACT_WRITE_ITEMS_READ_BACK,
          EXECUTE_STATEMENT,
          BATCH_EXECUTE_STATEMENT,
          EXECUTE_TRANSACTION ->
          emitTables(call, request, sink);
      case SCAN,
          QUERY,
          GET_ITEM,
          SEARCH_VECTORS,
          DELETE_ITEM,
          PUT_ITEM_READ_BACK,
          UPDATE_ITEM_READ_BACK,
          DELETE_ITEM_READ_BACK,
          UPDATE_CONTINUOUS_BACKUPS,
          CREATE_BACKUP,
          START_BACKUP_JOB -> {
        Request.Part whole = request.whole();
        String table = table(call, whole.table());
        sink.activity(activity(call, request, table, whole.keys(), List.of()));
      }
      case PUT_ITEM, UPDATE_ITEM, WRITE_LEASE -> {
        Request.Part whole = request.whole();
        Operation operation = whole.lease() ? Operation.WRITE_LEASE : call.operation();
        String table = table(call, whole.table());
        sink.activity(activity(call, operation, request, table, whole.keys(), List.of()));
      }
      case EXPORT_TABLE -> {
        request.index =
            ExportFiles.folder(
                call.region(), request.bucket, request.prefix, request.startedExport);
        String table = table(call, request.whole().table());
        sink.activity(activity(call, request, table, NO_KEYS, List.of()));
      }
      case RESTORE_FROM_BACKUP, RESTORE_TO_POINT_IN_TIME, START_RESTORE_JOB ->
          emitRestore(call, request, sink);
      case S3_GET_OBJECT, S3_COPY_OBJECT, S3_UPLOAD_PART_COPY, S3_SELECT_OBJECT_CONTENT ->
          emitFetched(call, request, sink);
      case KINESIS_LIST_STREAMS,
          KINESIS_DESCRIBE_STREAM,
          KINESIS_DESCRIBE_STREAM_SUMMARY,
          KINESIS_LIST_SHARDS,
          KINESIS_LIST_STREAM_CONSUMERS ->
          sink.activity(activity(call, request, kinesisStream(call, request), NO_KEYS, List.of()));
      case LIST_TABLES,
          DESCRIBE_TABLE,
          DESCRIBE_TIME_TO_LIVE,
          DESCRIBE_CONTINUOUS_BACKUPS,
          DESCRIBE_KINESIS_DESTINATION,
          DESCRIBE_CONTRIBUTOR_INSIGHTS,
          DESCRIBE_LIMITS,
          GET_RESOURCE_POLICY,
          LIST_TAGS,
          LIST_BACKUPS,
          DESCRIBE_BACKUP,
          LIST_EXPORTS,
          DESCRIBE_EXPORT,
          LIST_IMPORTS,
          LIST_GLOBAL_TABLES,
          DESCRIBE_GLOBAL_TABLE,
          LIST_CONTRIBUTOR_INSIGHTS,
          LIST_STREAMS,
          LIST_BACKUP_VAULTS,
          LIST_BACKUP_PLANS,
          LIST_BACKUP_JOBS,
          LIST_PROTECTED_RESOURCES,
          LIST_RECOVERY_POINTS_BY_VAULT,
          LIST_RECOVERY_POINTS_BY_RESOURCE -> {
        String named = request.whole().table();
        String table = table(call, named.isEmpty() ? keptTable(request) : named);
        sink.activity(activity(call, request, table, NO_KEYS, List.of()));
      }
    }
  }

  /**
   * True if a write returned items, either because it succeeded or because its condition failed.
   * {@code UPDATED_NEW} doesn't count, since counters are read that way.
   */
  private static boolean readsBack(Call call, Request request) {
    if (call.errorCode().isEmpty()) {
      return RETURNED.contains(request.returnValues);
    }
    return request.returnsOnFailure
        && (call.errorCode().equals("ConditionalCheckFailedException")
            || call.errorCode().equals("TransactionCanceledException"));
  }

  /**
   * Emits a restore: the restored table is the resource, and its source takes the place of the
   * index.
   */
  private static void emitRestore(Call call, Request request, DecoderSink sink) {
    if (!request.targetTable.isEmpty()) {
      String kept = keptTable(request);
      boolean named = kept.isEmpty() && !request.sourceTable.isEmpty();
      request.index = named ? table(call, request.sourceTable) : kept;
      String target = table(call, request.targetTable);
      sink.activity(activity(call, request, target, NO_KEYS, List.of()));
    }
  }

  /** The table that was backed up or exported, or empty. */
  private static String keptTable(Request request) {
    return TableArns.of(request.kept);
  }

  private static void emitFetched(Call call, Request request, DecoderSink sink) {
    ExportFiles.DataFile file = ExportFiles.fetched(call.operation(), call.region(), request);
    if (file != null) {
      long[] keys = {IdHash.of(file.name())};
      sink.activity(activity(call, request, file.folder(), keys, List.of()));
    }
  }

  private static long[] shard(Request request) {
    return request.shardId.isEmpty() ? NO_KEYS : new long[] {IdHash.of(request.shardId)};
  }

  /**
   * Emits one activity for each table that the items name and for each further table that the
   * record lists. The deletions of a transaction or a batch write are a separate activity, a {@code
   * DeleteItem}.
   */
  private static void emitTables(Call call, Request request, DecoderSink sink) {
    Map<Target, List<Request.Part>> byTable = new LinkedHashMap<>();
    if (!request.whole().isEmpty()) {
      add(byTable, new Target(table(call, request.whole().table()), false), request.whole());
    }
    for (Request.Part part : request.parts()) {
      boolean deletes = part.deletes() && writesMany(call.operation());
      add(byTable, new Target(table(call, part.table()), deletes), part);
    }
    if (writesMany(call.operation())) {
      // Every table has a part that names it; drop that of a table with nothing but deletions.
      byTable
          .entrySet()
          .removeIf(
              rest ->
                  rest.getValue().stream().noneMatch(Request.Part::asks)
                      && byTable.containsKey(new Target(rest.getKey().table(), true)));
    }
    for (Named listed : call.resources().tables()) {
      if (!byTable.containsKey(new Target(listed.arn(), true))) {
        byTable.putIfAbsent(new Target(listed.arn(), false), List.of());
      }
    }
    if (byTable.isEmpty()) {
      byTable.put(new Target("", false), List.of());
    }
    byTable.forEach(
        (target, parts) ->
            sink.activity(
                activity(
                    call,
                    target.deletes() ? Operation.DELETE_ITEM : call.operation(),
                    request,
                    target.table(),
                    Request.keys(parts),
                    Request.statements(parts))));
  }

  private static boolean writesMany(Operation operation) {
    return operation == Operation.TRANSACT_WRITE_ITEMS || operation == Operation.BATCH_WRITE_ITEM;
  }

  private static void add(
      Map<Target, List<Request.Part>> byTable, Target target, Request.Part part) {
    byTable.computeIfAbsent(target, absent -> new ArrayList<>(1)).add(part);
  }

  private static Activity activity(
      Call call, Request request, String resource, long[] keys, List<Statement> statements) {
    return activity(call, call.operation(), request, resource, keys, statements);
  }

  private static Activity activity(
      Call call,
      Operation operation,
      Request request,
      String resource,
      long[] keys,
      List<Statement> statements) {
    String account = call.account().isEmpty() ? Arns.account(resource) : call.account();
    String index = statements.size() == 1 ? statements.get(0).index() : request.index;
    return new Activity(
        call.eventId(),
        call.shared(),
        call.time(),
        operation,
        call.actor(),
        call.origin(),
        account,
        call.region(),
        resource.isEmpty() ? call.refusedResource() : resource,
        index,
        call.errorCode(),
        request.limit,
        request.segment,
        request.totalSegments,
        request.countOnly,
        request.continued,
        keys,
        statements);
  }

  /** The ARN of a table by its name or ARN; without either, the first one listed. */
  private static String table(Call call, String name) {
    return resolve(call, "dynamodb", "table/", name, call.resources().tables());
  }

  private static String resolve(
      Call call, String service, String kind, String name, List<Named> listed) {
    if (name.isEmpty()) {
      return Resources.first(listed);
    }
    if (Arns.isArn(name)) {
      return Arns.owner(name);
    }
    @Nullable String arn = Resources.find(listed, name);
    return arn != null
        ? arn
        : Arns.build(service, call.region(), call.resourceAccount(), kind + name);
  }

  /** The stream that the request names, else the stream or the table that the record lists. */
  private static String stream(Call call, Request request) {
    if (Arns.isArn(request.streamArn)) {
      return request.streamArn;
    }
    if (Arns.isArn(request.iteratorStream)) {
      return request.iteratorStream;
    }
    List<String> streams = call.resources().streams();
    return streams.isEmpty() ? Resources.first(call.resources().tables()) : streams.get(0);
  }

  private static String kinesisStream(Call call, Request request) {
    List<Named> listed = call.resources().kinesisStreams();
    for (String arn : List.of(request.streamArn, request.consumerArn)) {
      if (Arns.isArn(arn)) {
        return Arns.owner(arn);
      }
    }
    return resolve(call, "kinesis", "stream/", request.streamName, listed);
  }
}
