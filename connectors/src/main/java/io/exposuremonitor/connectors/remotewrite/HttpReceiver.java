package io.exposuremonitor.connectors.remotewrite;

import static java.util.Objects.requireNonNull;

import io.exposuremonitor.connectors.alert.RetryAfter;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.aws.SecretStore;
import io.exposuremonitor.connectors.failure.Reason;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A receiver over HTTP. A 2xx means delivery. 429 and 5xx are retried, as the specification
 * requires, and so are timeouts and requests that could not be signed. A 400 that says that samples
 * are out of order, too old or known means that a restart repeated earlier writes. Every other
 * status is final. Redirects are not followed, since that would carry secrets elsewhere.
 */
final class HttpReceiver implements Receiver {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_EXPLANATION = 4_096;
  private static final String ENVIRONMENT = "env:";

  /** The wording of Prometheus, and of Cortex and Mimir, on which managed services are built. */
  private static final Pattern KNOWN =
      Pattern.compile("out[ -]of[ -]order|duplicate[ -]", Pattern.CASE_INSENSITIVE);

  private final RemoteWriteSettings settings;
  private final Clock clock;
  private final Map<String, String> headers;
  private final @Nullable AwsClients aws;
  private final @Nullable Signer signer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(ProxySelector.getDefault())
          .build();

  /**
   * May call AWS Secrets Manager.
   *
   * @throws IllegalArgumentException when a header's value is missing or can't be sent; the message
   *     names where it was looked for, and not the value
   */
  HttpReceiver(RemoteWriteSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.headers = headers(settings);
    AwsAccess access = settings.signing();
    aws = access == null ? null : new AwsClients(access, () -> {});
    signer = access == null || aws == null ? null : signer(access, aws, clock);
  }

  private static Signer signer(AwsAccess access, AwsClients aws, Clock clock) {
    return new Signer(aws.credentials(), requireNonNull(access.region(), "region"), clock);
  }

  /**
   * Refuses headers whose values should be in this process's environment and are not, or can't be
   * sent.
   */
  static void checkHeaders(Map<String, String> headers) {
    headers.forEach(
        (name, place) -> {
          if (place.startsWith(ENVIRONMENT)) {
            value(name, place);
          }
        });
  }

  private static Map<String, String> headers(RemoteWriteSettings settings) {
    Map<String, String> all = new LinkedHashMap<>();
    settings.headers().forEach((name, place) -> all.put(name, value(name, place)));
    all.put("Content-Type", "application/x-protobuf");
    all.put("Content-Encoding", "snappy");
    all.put("X-Prometheus-Remote-Write-Version", "0.1.0");
    all.put("User-Agent", settings.userAgent());
    return all;
  }

  /**
   * A header's value. The client would reject a value with a line break at each write, and quote it
   * in its exception. So the value is tried once at the start, and a rejection does not quote it.
   */
  private static String value(String name, String place) {
    String value = secret(place);
    try {
      HttpRequest.newBuilder().setHeader(name, value);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "metrics.remote-write.headers: "
              + name
              + " can't be sent with what is at "
              + place
              + ": a value is one line, and some names are the client's");
    }
    return value;
  }

  private static String secret(String place) {
    @Nullable String value =
        place.startsWith(ENVIRONMENT)
            ? System.getenv(place.substring(ENVIRONMENT.length()))
            : SecretStore.read(place);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("metrics.remote-write.headers: nothing at " + place);
    }
    return value.strip();
  }

  @Override
  public Answer write(byte[] body) {
    try {
      return answer(exchange(request(body)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(Outcome.RETRY, "stopped", null);
    } catch (ExecutionException failed) {
      return failed(failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException | SdkException failed) {
      return failed(failed);
    }
  }

  private Answer failed(Throwable failure) {
    return new Answer(Outcome.RETRY, "remote write: " + Reason.of(failure, settings.url()), null);
  }

  /**
   * One limit for headers and body: the request's own timeout would end with the headers, and may
   * fail as a closed connection.
   */
  private HttpResponse<String> exchange(HttpRequest request)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, head -> new ShortText(LONGEST_EXPLANATION));
    try {
      return exchange.get(settings.answerLimit().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url()).POST(BodyPublishers.ofByteArray(body));
    if (signer == null) {
      headers.forEach(request::setHeader);
    } else {
      signer
          .sign(settings.url(), headers, body)
          .forEach((name, values) -> request.setHeader(name, String.join(",", values)));
    }
    return request.build();
  }

  private Answer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    String detail = "remote write: HTTP " + status;
    if (status / 100 == 2) {
      return new Answer(Outcome.WRITTEN, detail, null);
    }
    if (status == 429 || status / 100 == 5) {
      return new Answer(
          Outcome.RETRY,
          detail,
          response
              .headers()
              .firstValue("Retry-After")
              .map(value -> RetryAfter.read(value, clock.instant()))
              .orElse(null));
    }
    boolean known = status == 400 && KNOWN.matcher(response.body()).find();
    return new Answer(known ? Outcome.KNOWN : Outcome.REFUSED, detail, null);
  }

  @Override
  public void close() {
    if (aws != null) {
      aws.close();
    }
  }
}
