package io.exposuremonitor.connectors.alert;

import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends each letter as one HTTP request. {@link HttpReplies} says what an answer means; without one
 * in time, the letter is retried. Redirects are not followed, since that would pass a key on to
 * another server.
 */
public final class HttpService implements AlertService {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  /** Of an answer; what is wrong with a request takes a tenth of it. */
  private static final int MAX_BYTES = 4_096;

  private final Requests requests;
  private final InstantSource clock;
  private final Duration answerLimit;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(2, DaemonThreads.named("alerts"));
  private final HttpClient client;

  HttpService(Requests requests, InstantSource clock, Duration answerLimit) {
    this.requests = requests;
    this.clock = clock;
    this.answerLimit = answerLimit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.getDefault())
            .executor(executor)
            .build();
  }

  /**
   * PagerDuty's Events API v2: alerts at {@code /v2/enqueue}, changes at {@code
   * /v2/change/enqueue}, each with its own body.
   *
   * @param routingKey of the integration
   */
  public static HttpService pagerDuty(URI url, String routingKey) {
    return of(new PagerDutyRequests(url, routingKey));
  }

  /**
   * Prometheus Alertmanager.
   *
   * @param url ending with {@code /api/v2/alerts}
   */
  public static HttpService alertmanager(URI url) {
    return of(new AlertmanagerRequests(url));
  }

  /**
   * A webhook.
   *
   * @param secret with which requests are signed
   */
  public static HttpService webhook(URI url, String secret) {
    return of(new WebhookRequests(url, secret));
  }

  private static HttpService of(Requests requests) {
    return new HttpService(requests, InstantSource.system(), ANSWER_LIMIT);
  }

  @Override
  public CompletableFuture<Reply> send(Letter letter) {
    Instant now = clock.instant();
    HttpRequest request = requests.of(letter, now).build();
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, HttpService::beginning);
    // The request's own timeout would not bound the body, and may fail as a closed connection.
    return exchange
        .copy()
        .orTimeout(answerLimit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> exchange.cancel(true))
        .thenApply(this::reply)
        .exceptionally(failure -> Reply.retry(Reason.of(failure, request.uri())));
  }

  private Reply reply(HttpResponse<String> response) {
    return HttpReplies.of(
        response.statusCode(),
        requests.blamesKey(response.statusCode(), response.body()),
        response.headers().firstValue("Retry-After").orElse(null),
        clock.instant());
  }

  /** The beginning of an answer; the rest is read and discarded. */
  private static BodySubscriber<String> beginning(ResponseInfo answer) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    return BodySubscribers.mapping(
        BodySubscribers.ofByteArrayConsumer(
            next ->
                next.ifPresent(
                    bytes ->
                        kept.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - kept.size())))),
        end -> kept.toString(StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable Duration repeatEvery() {
    return requests.repeatEvery();
  }

  /** Requests in flight are abandoned; the outbox still holds their letters. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
