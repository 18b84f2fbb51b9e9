package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.AwsReplies;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A bucket in S3, by {@code PutObject} with a SHA-256 of the content. Needs {@code s3:PutObject} on
 * the prefix, and {@code kms:GenerateDataKey} when the bucket encrypts with a customer managed key.
 */
public final class S3Port implements ObjectPort {
  private final String bucket;
  private final InstantSource clock = InstantSource.system();
  private final AwsClients clients;
  private final S3Client client;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(DaemonThreads.named("output-s3"));

  /**
   * @param bucket its name; it may be in any region
   * @param access how the service is accessed
   */
  public S3Port(String bucket, AwsAccess access) {
    this.bucket = bucket;
    this.clients = new AwsClients(access.toBuckets(), () -> {});
    // The checksum is set by this class; with the SDK's, emulators would store chunked content with
    // its framing.
    S3ClientBuilder builder =
        S3Client.builder()
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
    if (access.endpoint() == null) {
      builder.crossRegionAccessEnabled(true);
    } else {
      // Otherwise names of buckets would become names of hosts.
      builder.forcePathStyle(true);
    }
    this.client = clients.blocking(builder);
  }

  @Override
  public CompletableFuture<Reply> put(String name, byte[] bytes) {
    return CompletableFuture.supplyAsync(() -> putNow(name, bytes), executor);
  }

  private Reply putNow(String name, byte[] bytes) {
    try {
      client.putObject(
          put ->
              put.bucket(bucket)
                  .key(name)
                  .contentType("application/gzip")
                  .checksumSHA256(sha256(bytes)),
          RequestBody.fromBytes(bytes));
      return new Reply(Reply.Outcome.DELIVERED, "stored", null);
    } catch (RuntimeException failure) {
      return AwsReplies.of(failure, clock.instant());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Calls in flight are abandoned; the outlet still holds their objects. */
  @Override
  public void close() {
    executor.shutdownNow();
    client.close();
    clients.close();
  }
}
