package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.arns.Arn;

/**
 * Which streams are read, and how.
 *
 * @param streams ARNs of the streams; each is called in its own region
 * @param consumers ARNs of consumers registered with some of the streams: those are read by
 *     enhanced fan-out, the others by polling. Consumers are never registered or deregistered here
 * @param access how the service is accessed; its region is not used
 * @param maxRecords maximum number of records that one call may return, 1 to 10,000; the service
 *     also stops at 10 MB
 * @param silence a fan-out subscription that delivers nothing for this long is renewed; the service
 *     sends something every few seconds, even when there are no records
 */
public record KinesisSettings(
    List<String> streams,
    List<String> consumers,
    AwsAccess access,
    int maxRecords,
    Duration silence)
    implements Serializable {
  private static final String CONSUMER = "/consumer/";

  /**
   * @throws IllegalArgumentException when an ARN is invalid or named twice, a consumer belongs to
   *     none of the streams or to one that has another consumer, or a number is out of bounds
   */
  public KinesisSettings {
    streams = List.copyOf(streams);
    consumers = List.copyOf(consumers);
    if (streams.stream().distinct().count() != streams.size()) {
      throw new IllegalArgumentException("a stream is named twice in " + streams);
    }
    streams.forEach(KinesisSettings::region);
    if (!streams.containsAll(byStream(consumers).keySet())) {
      throw new IllegalArgumentException(
          "consumers " + consumers + " include one of a stream that is not named");
    }
    if (maxRecords < 1 || maxRecords > 10_000) {
      throw new IllegalArgumentException("maxRecords must be 1 to 10000, not " + maxRecords);
    }
    if (silence.compareTo(Duration.ofSeconds(10)) < 0) {
      throw new IllegalArgumentException("silence must be at least 10 s, not " + silence);
    }
  }

  /** Polls the streams, 10,000 records per call. */
  public static KinesisSettings polling(List<String> streams, AwsAccess access) {
    return new KinesisSettings(streams, List.of(), access, 10_000, Duration.ofSeconds(60));
  }

  /** These settings, with enhanced fan-out for the streams of these consumers. */
  public KinesisSettings withConsumers(List<String> consumers) {
    return new KinesisSettings(streams, consumers, access, maxRecords, silence);
  }

  /** ARN of the consumer with which a stream is read; null when it is polled. */
  @Nullable String consumer(String stream) {
    return byStream(consumers).get(stream);
  }

  /** The region in an ARN. */
  static String region(String arn) {
    return Arn.tryFromString(arn)
        .filter(parsed -> parsed.service().equals("kinesis"))
        .flatMap(Arn::region)
        .orElseThrow(() -> new IllegalArgumentException("not an ARN of Kinesis: " + arn));
  }

  private static Map<String, String> byStream(List<String> consumers) {
    Map<String, String> byStream = new LinkedHashMap<>();
    for (String consumer : consumers) {
      int end = consumer.indexOf(CONSUMER);
      if (end < 0 || byStream.put(consumer.substring(0, end), consumer) != null) {
        throw new IllegalArgumentException(
            "not an ARN of a consumer, or the second of its stream: " + consumer);
      }
    }
    return byStream;
  }
}
