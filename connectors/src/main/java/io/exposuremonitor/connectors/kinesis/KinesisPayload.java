package io.exposuremonitor.connectors.kinesis;

/**
 * The payload that a producer sent: a record of the stream, or a part of an aggregated one. Its
 * data and its partition key may be secret and are never printed.
 *
 * @param data the bytes, which must not be modified
 * @param partitionKey chosen by the producer
 * @param sequence the record's sequence number, unique within its shard
 * @param subSequence index of the part within its aggregate, from 0; {@link #WHOLE} for a record
 *     that is no aggregate
 */
public record KinesisPayload(byte[] data, String partitionKey, String sequence, long subSequence) {
  /** The sub-sequence of a record that is no aggregate. */
  public static final long WHOLE = -1;

  @Override
  public String toString() {
    return "KinesisPayload["
        + data.length
        + " bytes, sequence="
        + sequence
        + ", subSequence="
        + subSequence
        + ']';
  }
}
