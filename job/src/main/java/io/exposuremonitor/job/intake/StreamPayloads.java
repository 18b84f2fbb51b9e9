package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.ShardRecordDecoder;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.job.element.DecodedBatch;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Decodes payloads of a data stream: item changes, or CloudTrail records, whether raw, from
 * EventBridge or from a CloudWatch Logs subscription. Payloads are recognised by content, so one
 * stream may carry all of these.
 *
 * @param <R> the stream's record
 */
public final class StreamPayloads<R> implements ShardRecordDecoder<R, DecodedBatch> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<CloudTrailDecoder> decoders;
  private final SerializableSupplier<ItemChangeDecoder> itemChangeDecoders;
  private final SerializableFunction<R, byte[]> payload;

  @SuppressWarnings("NullAway.Init") // open() precedes every use
  private transient CloudTrailDecoder decoder;

  @SuppressWarnings("NullAway.Init")
  private transient ItemChangeDecoder itemChangeDecoder;

  /**
   * @param decoders creates the subtask's decoder
   * @param itemChangeDecoders creates the subtask's decoder of records of table streams
   * @param payload the bytes of a record
   */
  public StreamPayloads(
      SerializableSupplier<CloudTrailDecoder> decoders,
      SerializableSupplier<ItemChangeDecoder> itemChangeDecoders,
      SerializableFunction<R, byte[]> payload) {
    this.decoders = decoders;
    this.itemChangeDecoders = itemChangeDecoders;
    this.payload = payload;
  }

  @Override
  public void open() {
    decoder = decoders.get();
    itemChangeDecoder = itemChangeDecoders.get();
  }

  @Override
  public DecodedBatch decode(ShardKey shard, List<ShardCursor.Entry<R>> entries) {
    BatchCollector collector =
        new BatchCollector(shard.stream(), itemChangeDecoder, besideTable(shard.stream()));
    long before = decoder.records();
    long bytes = 0;
    for (ShardCursor.Entry<R> entry : entries) {
      collector.at(Places.of(shard, entry.after()));
      decoder.decodePayload(payload.apply(entry.record()), collector);
      bytes += entry.bytes();
    }
    return collector.drain(decoder.records() - before, bytes).carriedBy(shard.stream());
  }

  /**
   * What a stream reveals about the table: both are in the same account and region (Kinesis Data
   * Streams for DynamoDB).
   */
  private static TableId besideTable(String stream) {
    return new TableId("", "", Arns.region(stream), Arns.account(stream));
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
