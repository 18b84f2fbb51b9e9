package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import java.util.List;
import java.util.Set;

/** Creates the activities of one record: what was requested of each table or stream. */
final class Activities {
  private static final long[] NO_KEYS = {};

  /** Values of {@code returnValues} with which a write returns more than its own new values. */
  private static final Set<String> RETURNED =
      Set.of(RequestReader.ALL_OLD, "ALL_NEW", "UPDATED_OLD");

  private Activities() {}

  /**
   * Emits the activities of a call in the order in which its tables are named. At least one is
   * emitted, except for restores of resources other than tables, and for objects that are not
   * exported data.
   */
  static void emit(Call record, Request request, DecoderSink sink) {
    Call call = readsBack(record, request) ? record.as(record.operation().readBack()) : record;
    switch (call.operation().subject()) {
      case CHANGE_STREAM ->
          sink.activity(
              activity(call, request, call.changeStream(request), shard(request), List.of()));
      case KINESIS_STREAM ->
          sink.activity(
              activity(call, request, call.kinesisStream(request), shard(request), List.of()));
      case TABLE -> emitTable(call, request, sink);
      case TABLES -> emitTables(call, request, sink);
      case EXPORT -> {
        request.index =
            ExportFiles.folder(
                call.region(), request.bucket, request.prefix, request.startedExport);
        String table = call.table(request.whole().table());
        sink.activity(activity(call, request, table, NO_KEYS, List.of()));
      }
      case RESTORE -> emitRestore(call, request, sink);
      case OBJECT -> emitFetched(call, request, sink);
      case LOOK -> {
        String named = request.whole().table();
        String table = call.table(named.isEmpty() ? keptTable(request) : named);
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

  private static void emitTable(Call call, Request request, DecoderSink sink) {
    Request.Part whole = request.whole();
    boolean lease = whole.lease() && mayWriteLease(call.operation());
    Operation operation = lease ? Operation.WRITE_LEASE : call.operation();
    String table = call.table(whole.table());
    sink.activity(activity(call, operation, request, table, whole.keys(), List.of()));
  }

  private static boolean mayWriteLease(Operation operation) {
    return operation == Operation.PUT_ITEM || operation == Operation.UPDATE_ITEM;
  }

  /**
   * Emits a restore: the restored table is the resource, and its source takes the place of the
   * index.
   */
  private static void emitRestore(Call call, Request request, DecoderSink sink) {
    if (!request.targetTable.isEmpty()) {
      String kept = keptTable(request);
      boolean named = kept.isEmpty() && !request.sourceTable.isEmpty();
      request.index = named ? call.table(request.sourceTable) : kept;
      String target = call.table(request.targetTable);
      sink.activity(activity(call, request, target, NO_KEYS, List.of()));
    }
  }

  /** The table that was backed up or exported, or empty. */
  private static String keptTable(Request request) {
    return TableArns.of(request.kept);
  }

  private static void emitFetched(Call call, Request request, DecoderSink sink) {
    ExportFiles.DataFile file = ExportFiles.fetched(call, request);
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
    TableRequests.of(call, request)
        .forEach(
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
}
