package io.exposuremonitor.connectors.remotewrite;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests to Amazon Managed Service for Prometheus: Signature Version 4, service aps. */
final class Signer {
  private static final String SERVICE = "aps";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final String region;
  private final Clock clock;

  Signer(AwsCredentialsProvider credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /**
   * All headers of a signed request but {@code Host}, which the client sends itself. May block
   * while credentials are renewed.
   *
   * @param headers that are sent, and signed
   */
  Map<String, List<String>> sign(URI url, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(url);
    headers.forEach(request::putHeader);
    AwsCredentialsIdentity identity = credentials.resolveCredentials();
    Map<String, List<String>> signed =
        new TreeMap<>(
            signer
                .sign(
                    sign ->
                        sign.identity(identity)
                            .request(request.build())
                            .payload(ContentStreamProvider.fromByteArray(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers());
    signed.remove("Host");
    return signed;
  }
}
