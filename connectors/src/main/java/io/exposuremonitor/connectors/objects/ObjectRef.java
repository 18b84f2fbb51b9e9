package io.exposuremonitor.connectors.objects;

import org.jspecify.annotations.Nullable;

/**
 * Identifies an object as precisely as its announcement did.
 *
 * @param bucket its bucket
 * @param key its key, not encoded
 * @param versionId the version; null for the latest, or in buckets without versions
 * @param eTag identifies the content, without quotes; null when unknown
 * @param size bytes as stored; -1 when unknown
 */
public record ObjectRef(
    String bucket, String key, @Nullable String versionId, @Nullable String eTag, long size) {

  /** An object of which only bucket and key are known. */
  public static ObjectRef of(String bucket, String key) {
    return new ObjectRef(bucket, key, null, null, -1);
  }

  ObjectRef withETag(@Nullable String known) {
    return new ObjectRef(bucket, key, versionId, known, size);
  }

  /** The path as shown in messages. */
  public String path() {
    return "s3://" + bucket + '/' + key;
  }
}
