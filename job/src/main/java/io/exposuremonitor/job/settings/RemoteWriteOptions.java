package io.exposuremonitor.job.settings;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where metrics are written by Prometheus Remote Write.
 *
 * @param url of the receiver
 * @param headers additional ones by name; each value is {@code env:NAME} or the ARN of a secret
 * @param region for which requests are signed (AWS Signature Version 4); empty for unsigned
 *     requests
 * @param role that is assumed for signing, or empty
 * @param interval between two samples of a series
 * @param labels added to every series
 */
public record RemoteWriteOptions(
    URI url,
    Map<String, String> headers,
    String region,
    String role,
    Duration interval,
    Map<String, String> labels)
    implements Serializable {
  /** Copies the maps, so that settings never change. */
  public RemoteWriteOptions {
    headers = Map.copyOf(headers);
    labels = Map.copyOf(labels);
  }
}
