package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.ShardRecordDecoder;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.itemchange.AttributeValue;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChanges;
import io.exposuremonitor.detectors.itemchange.ItemImages;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.SkippedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * Decodes DynamoDB Streams records as the AWS SDK returns them. The values of items are not passed
 * on.
 */
public final class ChangeRecords implements ShardRecordDecoder<Record, DecodedBatch> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<ItemChanges> factory;

  @SuppressWarnings("NullAway.Init") // open() precedes every use
  private transient ItemChanges changes;

  /**
   * @param factory creates the converter from items to changes, in the subtask
   */
  public ChangeRecords(SerializableSupplier<ItemChanges> factory) {
    this.factory = factory;
  }

  @Override
  public void open() {
    changes = factory.get();
  }

  @Override
  public DecodedBatch decode(ShardKey shard, List<ShardCursor.Entry<Record>> entries) {
    TableId table = TableId.ofArn(shard.stream());
    List<ItemChange> decoded = new ArrayList<>(entries.size());
    List<SkippedInput> skipped = new ArrayList<>();
    long bytes = 0;
    for (ShardCursor.Entry<Record> entry : entries) {
      Result result = decode(table, entry.record());
      if (result.change().isPresent()) {
        decoded.add(result.change().get());
      } else {
        skipped.add(
            new SkippedInput(
                SkippedInput.Scope.RECORD,
                shard.stream(),
                result.otherwise(),
                Places.of(shard, entry.after())));
      }
      bytes += entry.bytes();
    }
    return DecodedBatch.ofChanges(decoded, skipped, bytes);
  }

  /** A change, or the reason why there is none. */
  private record Result(Optional<ItemChange> change, SkipReason otherwise) {}

  private Result decode(TableId table, Record record) {
    StreamRecord body = record.dynamodb();
    ChangeKind kind = kind(record);
    if (body == null || kind == null) {
      return new Result(Optional.empty(), SkipReason.NOT_ITEM_CHANGE);
    }
    if (body.approximateCreationDateTime() == null) {
      return new Result(Optional.empty(), SkipReason.NO_EVENT_TIME);
    }
    return new Result(
        changes.of(header(table, kind, record, body), images(body)), SkipReason.NO_ITEM_KEY);
  }

  private static @Nullable ChangeKind kind(Record record) {
    if (record.eventName() == null) {
      return null;
    }
    return switch (record.eventName()) {
      case INSERT -> ChangeKind.INSERT;
      case MODIFY -> ChangeKind.MODIFY;
      case REMOVE -> ChangeKind.REMOVE;
      case UNKNOWN_TO_SDK_VERSION -> null;
    };
  }

  private static ChangeHeader header(
      TableId table, ChangeKind kind, Record record, StreamRecord body) {
    return new ChangeHeader(
        table,
        kind,
        text(record.eventID()),
        body.approximateCreationDateTime().toEpochMilli(),
        text(body.sequenceNumber()),
        body.sizeBytes() == null ? 0 : body.sizeBytes(),
        expired(record.userIdentity()));
  }

  private static boolean expired(@Nullable Identity identity) {
    return identity != null
        && ChangeHeader.isTimeToLive(text(identity.type()), text(identity.principalId()));
  }

  private static ItemImages images(StreamRecord body) {
    return new ItemImages(
        SdkItems.of(body.keys()),
        image(body.hasOldImage(), body.oldImage()),
        image(body.hasNewImage(), body.newImage()));
  }

  private static @Nullable Map<String, AttributeValue> image(
      boolean present,
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
    return present ? SdkItems.of(item) : null;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public DecodedBatch gap(CoverageGap gap) {
    return DecodedBatch.of(Gaps.of(gap));
  }

  @Override
  public DecodedBatch upTo(long time) {
    return DecodedBatch.upTo(time);
  }

  @Override
  public DecodedBatch nothing() {
    return DecodedBatch.EMPTY;
  }

  @Override
  public TypeInformation<DecodedBatch> type() {
    return TypeInformation.of(DecodedBatch.class);
  }
}
