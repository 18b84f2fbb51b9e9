package io.exposuremonitor.connectors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * Posts JSON to an AWS service, signed with Signature Version 4. Blocks, at most for the limit of
 * one attempt once there are credentials: an answer that arrives byte by byte is cut off.
 */
final class SignedPost implements AutoCloseable {
  /**
   * Maximum size of an answer: a hundred failed findings, each with its reason, take a hundredth of
   * it.
   */
  static final int MAX_BYTES = 1 << 22;

  private static final JsonMapper JSON = new JsonMapper();

  private final String service;
  private final AwsAccess access;
  private final String region;
  private final AwsClients clients;
  private final SdkHttpClient http;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("alerts-deadlines"));
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param error the error code from the service, or null
   * @param retryAfter the header's value, or null
   * @param body as text
   */
  record Answer(int status, @Nullable String error, @Nullable String retryAfter, String body) {
    /** The reply for an unsuccessful answer. */
    Reply reply(Instant now) {
      return AwsReplies.of(error, status, retryAfter, now);
    }
  }

  /**
   * @param service name in the signature
   * @param access how the service is accessed; must name the region
   */
  SignedPost(String service, AwsAccess access) {
    this.service = service;
    this.access = access;
    this.region = Objects.requireNonNull(access.region(), "region");
    this.clients = new AwsClients(access, () -> {});
    this.http =
        Apache5HttpClient.builder()
            .connectionTimeout(access.limits().connect())
            .socketTimeout(access.limits().attempt())
            .build();
  }

  /**
   * Posts a request.
   *
   * @throws IOException when there is no answer
   * @throws software.amazon.awssdk.core.exception.SdkException when there are no credentials
   */
  Answer send(String path, String json, Instant now) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .encodedPath(path)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", access.userAgent())
            .build();
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(clients.credentials().resolveCredentials())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(bytes))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
    return answer(
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElseThrow())
                .build()));
  }

  /** The client's own timeouts bound only the pauses between bytes. */
  private Answer answer(ExecutableHttpRequest call) throws IOException {
    Duration limit = access.limits().attempt();
    AtomicBoolean over = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              over.set(true);
              call.abort();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return answer(call.call());
    } catch (IOException | RuntimeException failed) {
      if (!over.get()) {
        throw failed;
      }
      SocketTimeoutException late =
          new SocketTimeoutException("no complete answer within " + limit.toMillis() + " ms");
      // Not the cause: it is a consequence.
      late.addSuppressed(failed);
      throw late;
    } finally {
      deadline.cancel(false);
    }
  }

  private URI endpoint() {
    return access.endpoint() != null
        ? access.endpoint()
        : URI.create(
            "https://" + ServiceMetadata.of(service).endpointFor(Region.of(region)).toString());
  }

  private static Answer answer(HttpExecuteResponse response) throws IOException {
    String body = "";
    Optional<AbortableInputStream> stream = response.responseBody();
    if (stream.isPresent()) {
      try (AbortableInputStream in = stream.get()) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          in.abort();
          throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
        }
        body = new String(bytes, StandardCharsets.UTF_8);
      }
    }
    int status = response.httpResponse().statusCode();
    return new Answer(
        status,
        status / 100 == 2 ? null : error(response, body),
        response.httpResponse().firstMatchingHeader("Retry-After").orElse(null),
        body);
  }

  /**
   * The error code of an answer; services with JSON protocols put it in a header, or in one of two
   * fields.
   */
  private static @Nullable String error(HttpExecuteResponse response, String body) {
    String named =
        response.httpResponse().firstMatchingHeader("x-amzn-ErrorType").orElseGet(() -> code(body));
    String plain = named.replaceFirst(":.*", "").replaceFirst(".*#", "");
    return plain.isEmpty() ? null : plain;
  }

  private static String code(String body) {
    try {
      JsonNode error = JSON.readTree(body);
      return error.path("__type").asText(error.path("Code").asText(""));
    } catch (JsonProcessingException none) {
      return "";
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    http.close();
    clients.close();
  }
}
