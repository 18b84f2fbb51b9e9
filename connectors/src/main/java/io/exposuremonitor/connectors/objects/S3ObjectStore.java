package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in S3. Buckets may be in any region. Thread-safe. */
public final class S3ObjectStore implements ObjectStore {
  private final AwsClients clients;
  private final S3Client s3;

  private S3ObjectStore(AwsAccess access, Runnable onRetry) {
    this.clients = new AwsClients(access.toBuckets(), onRetry);
    S3ClientBuilder builder = S3Client.builder();
    if (access.endpoint() == null) {
      builder.crossRegionAccessEnabled(true);
    } else {
      // Otherwise names of buckets would become names of hosts.
      builder.forcePathStyle(true);
    }
    this.s3 = clients.blocking(builder);
  }

  /**
   * Creates stores with an {@link AwsAccess}. They need {@code s3:GetObject}, {@code
   * s3:GetObjectVersion} where buckets have versions, {@code s3:ListBucket} (without it a missing
   * object looks like a refused one, and nothing can be listed), and {@code kms:Decrypt} where
   * objects are encrypted with a customer managed key.
   */
  public static Factory factory(AwsAccess access) {
    return onRetry -> new S3ObjectStore(access, onRetry);
  }

  @Override
  public Opened open(ObjectRef object) throws TransferException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.versionId())
            .ifMatch(object.eTag() == null ? null : '"' + object.eTag() + '"')
            .build();
    try {
      ResponseInputStream<GetObjectResponse> bytes = s3.getObject(request);
      return new Opened(bytes, unquoted(bytes.response().eTag()), bytes::abort);
    } catch (SdkException e) {
      throw ServiceErrors.of(e, object.path());
    }
  }

  @Override
  public Page list(String bucket, String prefix, @Nullable String startAfter)
      throws TransferException {
    try {
      ListObjectsV2Response page =
          s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).startAfter(startAfter));
      List<Listed> objects =
          page.contents().stream().map(object -> listed(bucket, object)).toList();
      return new Page(objects, !page.isTruncated());
    } catch (SdkException e) {
      throw ServiceErrors.of(e, "s3://" + bucket + '/' + prefix);
    }
  }

  private static Listed listed(String bucket, S3Object object) {
    ObjectRef ref =
        new ObjectRef(bucket, object.key(), null, unquoted(object.eTag()), object.size());
    return new Listed(ref, object.lastModified().toEpochMilli());
  }

  private static @Nullable String unquoted(@Nullable String eTag) {
    return eTag == null ? null : eTag.replace("\"", "");
  }

  @Override
  public void close() {
    s3.close();
    clients.close();
  }
}
