package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.AwsReplies;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Kinesis Data Streams, by {@code PutRecords}; a line's key is the partition key. Needs {@code
 * kinesis:PutRecords}, and {@code kms:GenerateDataKey} when the stream is encrypted with a customer
 * managed key.
 */
public final class KinesisPort implements RecordPort {
  private final String stream;
  private final InstantSource clock = InstantSource.system();
  private final AwsClients clients;
  private final KinesisClient client;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(DaemonThreads.named("output-kinesis"));

  /**
   * @param stream ARN
   * @param access how the service is accessed
   */
  public KinesisPort(String stream, AwsAccess access) {
    this.stream = stream;
    this.clients = new AwsClients(access, () -> {});
    this.client = clients.blocking(KinesisClient.builder());
  }

  @Override
  public CompletableFuture<List<Reply>> put(List<Line> lines) {
    return CompletableFuture.supplyAsync(() -> putNow(lines), executor);
  }

  private List<Reply> putNow(List<Line> lines) {
    Instant now = clock.instant();
    try {
      PutRecordsResponse response =
          client.putRecords(
              put ->
                  put.streamARN(stream).records(lines.stream().map(KinesisPort::entry).toList()));
      return response.records().stream().map(result -> reply(result, now)).toList();
    } catch (RuntimeException failure) {
      return Collections.nCopies(lines.size(), AwsReplies.of(failure, now));
    }
  }

  private static PutRecordsRequestEntry entry(Line line) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(line.key())
        .data(SdkBytes.fromUtf8String(line.text()))
        .build();
  }

  private static Reply reply(PutRecordsResultEntry result, Instant now) {
    return result.errorCode() == null
        ? new Reply(Reply.Outcome.DELIVERED, "put", null)
        : AwsReplies.of(result.errorCode(), 200, null, now);
  }

  /** Calls in flight are abandoned; the outlet still holds their lines. */
  @Override
  public void close() {
    executor.shutdownNow();
    client.close();
    clients.close();
  }
}
