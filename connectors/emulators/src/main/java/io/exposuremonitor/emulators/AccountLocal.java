package io.exposuremonitor.emulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Emulates one AWS account in one region: DynamoDB with its streams, CloudTrail and KMS at one
 * loopback address. Accepts any credentials.
 *
 * <p>Calls that {@link DynamoDbLocal} supports are passed on to it, with its account id and region
 * replaced by those of this account. Settings that it lacks are kept here, by table: point-in-time
 * recovery, deletion protection, the encryption key, replicas, Kinesis destinations and the
 * resource policy ({@link TableExtras}). CloudTrail supports the calls on trails and their
 * selectors ({@link TrailsLocal}). KMS supports {@code DescribeKey}, which reports every key as
 * customer managed except {@code alias/aws/…}.
 *
 * <p>None of these settings has an effect: protected tables can be deleted, destinations receive
 * nothing, trails record nothing.
 *
 * <p>Thread-safe.
 */
public final class AccountLocal implements AutoCloseable {
  /** A refused call, as a service reports it. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String type;

    Refusal(String type, String message) {
      super(message);
      this.type = type;
    }
  }

  /** A service's response. */
  record Answer(int status, String body) {
    static Answer of(JsonNode body) {
      return new Answer(HTTP_OK, body.toString());
    }

    boolean isGood() {
      return status == HTTP_OK;
    }
  }

  /** The calls that DynamoDB Local answers. */
  @FunctionalInterface
  interface Tables {
    /** Passes a call on to DynamoDB Local. */
    Answer call(String operation, JsonNode request) throws IOException;
  }

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String TARGET = "X-Amz-Target";
  private static final String TYPE = "Content-Type";
  private static final String DYNAMO_DB = "DynamoDB_20120810";
  private static final String TRAILS = "CloudTrail_20131101";
  private static final String KEYS = "TrentService";
  private static final String LOCAL_ARNS = "arn:aws:dynamodb:ddblocal:000000000000:";
  private static final String LOCAL_REGION = "\"awsRegion\":\"ddblocal\"";
  private static final List<String> PASSED = List.of(TARGET, TYPE, "Authorization", "X-Amz-Date");
  private static final int HTTP_OK = 200;
  private static final int HTTP_REFUSED = 400;
  private static final int HTTP_FAILED = 500;
  private static final int STOP_SECONDS = 5;

  private final HttpServer server;
  private final ExecutorService threads;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI tables;
  private final String arns;
  private final String region;
  private final TableExtras extras;
  private final TrailsLocal trails;

  private AccountLocal(
      HttpServer server, ExecutorService threads, URI tables, String account, String region) {
    this.server = server;
    this.threads = threads;
    this.tables = tables;
    this.region = region;
    this.arns = "arn:aws:dynamodb:" + region + ':' + account + ':';
    this.extras = new TableExtras(region);
    this.trails = new TrailsLocal(account, region);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /**
   * Starts an emulated account.
   *
   * @param tables holds its tables; not closed with this
   * @param account the account's id
   * @throws IllegalStateException if it cannot listen
   */
  public static AccountLocal start(DynamoDbLocal tables, String account, String region) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "account-local");
                thread.setDaemon(true);
                return thread;
              });
      AccountLocal started = new AccountLocal(server, threads, tables.endpoint(), account, region);
      server.start();
      return started;
    } catch (IOException e) {
      throw new IllegalStateException("the emulated account does not start", e);
    }
  }

  /** The endpoint for clients of DynamoDB, DynamoDB Streams, CloudTrail and KMS. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops the emulator and discards its settings. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a call of the emulated account does not end");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = answer(exchange.getRequestHeaders(), body);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set(TYPE, "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(Headers headers, String body) throws IOException {
    String target = String.valueOf(headers.getFirst(TARGET));
    String operation = target.substring(target.lastIndexOf('.') + 1);
    try {
      if (target.startsWith(DYNAMO_DB)) {
        Tables local =
            (name, request) -> passOn(headers, DYNAMO_DB + '.' + name, request.toString());
        Answer own = extras.answer(operation, (ObjectNode) JSON.readTree(body), local);
        return own == null ? passOn(headers, target, body) : own;
      }
      if (target.contains(TRAILS)) {
        return Answer.of(trails.answer(operation, JSON.readTree(body)));
      }
      return target.startsWith(KEYS)
          ? Answer.of(key(operation, body))
          : passOn(headers, target, body);
    } catch (Refusal refused) {
      ObjectNode error = JSON.createObjectNode();
      error.put("__type", refused.type).put("message", refused.getMessage());
      return new Answer(HTTP_REFUSED, error.toString());
    }
  }

  private static JsonNode key(String operation, String body) throws JsonProcessingException {
    if (!operation.equals("DescribeKey")) {
      throw new Refusal("UnknownOperationException", operation);
    }
    String key = JSON.readTree(body).path("KeyId").asText();
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("KeyMetadata")
        .put("KeyId", key.substring(key.lastIndexOf('/') + 1))
        .put("Arn", key)
        .put("KeyManager", key.contains("alias/aws/") ? "AWS" : "CUSTOMER");
    return answer;
  }

  /**
   * Passes a call on to DynamoDB Local, translating the account id and region in both directions.
   */
  private Answer passOn(Headers headers, String target, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tables)
            .POST(BodyPublishers.ofString(body.replace(arns, LOCAL_ARNS)));
    for (String name : PASSED) {
      @Nullable String value = name.equals(TARGET) ? target : headers.getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer
              .body()
              .replace(LOCAL_ARNS, arns)
              .replace(LOCAL_REGION, "\"awsRegion\":\"" + region + '"'));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Answer(HTTP_FAILED, "{}");
    }
  }

  /** Reads JSON that was written here or by DynamoDB Local. */
  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
