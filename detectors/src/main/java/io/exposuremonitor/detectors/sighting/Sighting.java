package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An actor's access to a table or to files of exports, of one kind and from one place, within a
 * bundle's slot; within one part of it while the access is new to the actor, and always for
 * refusals and for writes that returned items. Of repeated accesses, only the first ones seen are
 * included; refusals, and writes that returned items, are all included.
 *
 * @param actor the actor; never a service on its own behalf
 * @param resource ARN of the table, of the stream, or of the bucket with an export; or empty
 * @param account the account whose log recorded it
 * @param kind the kind of access
 * @param operation the call; one of them if several calls are of the same kind
 * @param place where the calls came from
 * @param first time of the earliest of these calls, epoch milliseconds
 * @param last time of the latest, epoch milliseconds
 * @param items distinct items that writes returned, as a stored {@link
 *     io.exposuremonitor.detectors.baseline.DistinctCount}; empty for other kinds. An item whose
 *     key the record does not contain counts as different from all others
 * @param events one of the events; of refusals, and of writes that returned items, a few
 */
public record Sighting(
    Actor actor,
    String resource,
    String account,
    Kind kind,
    Operation operation,
    Place place,
    long first,
    long last,
    byte[] items,
    List<EventReference> events) {
  /** Length of a part of a slot, milliseconds. Events of different parts can be ordered. */
  public static final long PART_MILLIS = 5 * 60 * 1000L;

  /** The key of state about an actor's access to one table. */
  public String key() {
    return actor.id() + '\n' + resource;
  }

  /** A kind of access to a table or its export. */
  public enum Kind {
    /** Items were read. */
    READ,
    /** Items were written, and none were returned. */
    WRITE,
    /** Writes returned items. */
    READ_BACK,
    /**
     * The table's changes were read. So says the iterator with which a reader begins, since many
     * trails record no further read of a Kinesis stream.
     */
    STREAM,
    /** The whole table was exported, backed up or restored. */
    COPY,
    /**
     * Any call that was denied for lack of permission, or on items of a table that is not there.
     */
    REFUSED,
    /** Items were counted, and none were returned. */
    COUNT,
    /** Files of an export were fetched. */
    FETCH;

    /**
     * The kind of a call; null if it only lists or describes, or if it failed without being refused
     * or returning an item.
     */
    static @Nullable Kind of(Facet facet) {
      if (facet.refused() || facet.missed()) {
        return REFUSED;
      }
      if (facet.operation().isReadBack()) {
        return READ_BACK;
      }
      return facet.failed() ? null : ofSuccess(facet);
    }

    private static @Nullable Kind ofSuccess(Facet facet) {
      if (facet.countOnly()) {
        return COUNT;
      }
      return facet.operation().isPartiql()
          ? ofStatements(facet.statements())
          : of(facet.operation());
    }

    /**
     * The kind that a call has if it succeeds; null if that is unknown, or if it only lists or
     * describes.
     */
    public static @Nullable Kind of(Operation operation) {
      if (operation.isReadBack()) {
        return READ_BACK;
      }
      if (operation.isObjectRead()) {
        return FETCH;
      }
      return switch (operation) {
        case SCAN, QUERY, GET_ITEM, BATCH_GET_ITEM, TRANSACT_GET_ITEMS, SEARCH_VECTORS -> READ;
        case PUT_ITEM, UPDATE_ITEM, DELETE_ITEM, BATCH_WRITE_ITEM, TRANSACT_WRITE_ITEMS -> WRITE;
        case STREAM_GET_RECORDS,
            STREAM_GET_SHARD_ITERATOR,
            KINESIS_GET_RECORDS,
            KINESIS_GET_SHARD_ITERATOR,
            KINESIS_SUBSCRIBE_TO_SHARD ->
            STREAM;
        case EXPORT_TABLE,
            CREATE_BACKUP,
            START_BACKUP_JOB,
            RESTORE_FROM_BACKUP,
            RESTORE_TO_POINT_IN_TIME,
            START_RESTORE_JOB ->
            COPY;
        default -> null;
      };
    }

    private static Kind ofStatements(List<Statement> statements) {
      Kind kind = WRITE;
      for (Statement statement : statements) {
        if (statement.verb() == Statement.Verb.SELECT) {
          return READ;
        }
        if (statement.returnsItem()) {
          kind = READ_BACK;
        }
      }
      return kind;
    }
  }
}
