package io.exposuremonitor.detectors.itemchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.io.IOException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON records of a table's stream in either shape: that of Kinesis Data Streams for
 * DynamoDB, or that of DynamoDB Streams as Lambda delivers it and {@code aws dynamodbstreams
 * get-records} prints it. The shape is recognised by content.
 *
 * <p>No input makes it throw: a record that can't be read is passed to {@link
 * ItemChangeSink#skipped}, and a value that can't be read is counted in its change. Values may nest
 * {@value AttributeValue#MAX_LEVELS} levels deep, brackets {@value #DEEPEST}.
 *
 * <p>Immutable; as thread-safe as its observer.
 */
public final class ItemChangeDecoder {
  /**
   * Records with deeper nesting are rejected; an item with the maximum number of levels needs about
   * seventy.
   */
  static final int DEEPEST = 500;

  /** No limits that a valid item could exceed; names are not interned. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");

  private final KeyHasher keys;
  private final ItemChanges changes;

  /**
   * @param keys hashes item keys
   * @param observer examines every item
   */
  public ItemChangeDecoder(KeyHasher keys, ItemObserver observer) {
    this.keys = keys;
    this.changes = new ItemChanges(keys, observer);
  }

  /**
   * Decodes one record.
   *
   * @param bytes contain the record at {@code [from, to)}
   * @param place the record's position, for reporting skipped ones
   * @param known what the source knows about the table, to complete what the record omits
   */
  public void decode(
      byte[] bytes, int from, int to, String place, TableId known, ItemChangeSink sink) {
    try {
      StreamRecord record = read(bytes, from, to);
      String id = record.eventId.isEmpty() ? contentId(bytes, from, to) : record.eventId;
      emit(record, id, place, known, sink);
    } catch (JsonEOFException e) {
      sink.skipped(SkipReason.TRUNCATED, place);
    } catch (IOException e) {
      sink.skipped(SkipReason.NOT_JSON, place);
    }
  }

  private void emit(
      StreamRecord record, String id, String place, TableId known, ItemChangeSink sink) {
    ChangeKind kind = kind(record.eventName);
    if (kind == null || !record.hasBody) {
      sink.skipped(SkipReason.NOT_ITEM_CHANGE, place);
      return;
    }
    OptionalLong time = CreationTime.parse(record.time, record.precision);
    if (time.isEmpty()) {
      sink.skipped(SkipReason.NO_EVENT_TIME, place);
      return;
    }
    ItemImages images = new ItemImages(record.keys, record.oldImage, record.newImage);
    changes
        .of(header(record, kind, id, time.getAsLong(), known), images)
        .ifPresentOrElse(sink::itemChange, () -> sink.skipped(SkipReason.NO_ITEM_KEY, place));
  }

  private static StreamRecord read(byte[] bytes, int from, int to) throws IOException {
    RecordShape shape;
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      shape = RecordShape.of(parser);
    }
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      return StreamRecord.read(parser, shape);
    }
  }

  private static @Nullable ChangeKind kind(String eventName) {
    return switch (eventName) {
      case "INSERT" -> ChangeKind.INSERT;
      case "MODIFY" -> ChangeKind.MODIFY;
      case "REMOVE" -> ChangeKind.REMOVE;
      default -> null;
    };
  }

  private static ChangeHeader header(
      StreamRecord record, ChangeKind kind, String id, long time, TableId known) {
    TableId named = TableId.ofArn(record.streamArn);
    TableId recorded =
        named.arn().isEmpty() ? TableId.of(record.tableName, record.region, "") : named;
    return new ChangeHeader(
        recorded.orElse(known),
        kind,
        id,
        time,
        record.sequenceNumber,
        size(record.size),
        record.byTimeToLive());
  }

  private static long size(String text) {
    return SIZE.matcher(text).matches() ? Long.parseLong(text) : 0;
  }

  /** An id for a record without one: the hash of its bytes, so that copies have the same id. */
  private String contentId(byte[] bytes, int from, int to) {
    return "content-" + HexFormat.of().toHexDigits(keys.hash(bytes, from, to));
  }
}
