package io.exposuremonitor.connectors.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.aws.AwsAccess.Identity;
import io.exposuremonitor.connectors.aws.AwsAccess.Limits;
import io.exposuremonitor.connectors.objects.S3ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class AwsClientsTest {
  private static final String STS_ENDPOINT = "aws.endpointUrlSts";

  private static final String ASSUMED =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
        <SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>
      """;

  private record Request(String userAgent, String authorization, String body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final CountDownLatch answering = new CountDownLatch(1);
  private HttpServer server;
  private AwsAccess access;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.createContext("/silent", exchange -> awaitEnd());
    server.start();
    access = AwsAccess.emulator(at("/"), "eu-west-1");
  }

  @Test
  void usesDefaultRegionForBucketsWhenNoneIsConfigured(@TempDir Path folder) throws IOException {
    assumeTrue(System.getenv("AWS_REGION") == null, "SKIPPED: the environment names a region");
    Map<String, String> nothing =
        Map.of(
            "aws.disableEc2Metadata", "true",
            "aws.configFile", Files.createFile(folder.resolve("config")).toString(),
            "aws.sharedCredentialsFile", Files.createFile(folder.resolve("keys")).toString());
    nothing.forEach(System::setProperty);
    try {
      assertThat(AwsAccess.DEFAULT.toBuckets().region()).isEqualTo("us-east-1");
      assertThatNoException()
          .isThrownBy(() -> S3ObjectStore.factory(AwsAccess.DEFAULT).create(() -> {}).close());
      System.setProperty("aws.region", "eu-west-3");
      assertThat(AwsAccess.DEFAULT.toBuckets().region()).isEqualTo("eu-west-3");
      assertThat(access.toBuckets().region()).isEqualTo("eu-west-1");
    } finally {
      nothing.keySet().forEach(System::clearProperty);
      System.clearProperty("aws.region");
    }
  }

  @AfterEach
  void stopServer() {
    answering.countDown();
    server.stop(0);
    System.clearProperty(STS_ENDPOINT);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void userAgentStartsWithNameOfTheMonitor() {
    list(access);

    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.userAgent()).startsWith(AwsAccess.USER_AGENT + " ");
              assertThat(request.authorization()).contains("/eu-west-1/dynamodb/");
            });
  }

  @Test
  void assumesRoleWithCredentialsOfTheEnvironment() {
    System.setProperty(STS_ENDPOINT, at("/").toString());
    System.setProperty("aws.accessKeyId", "ENVIRONMENT");
    System.setProperty("aws.secretAccessKey", "secret");
    String arn = "arn:aws:iam::111122223333:role/reader";

    list(access.as(new Identity.Role(arn, "shared-word", "exposure-monitor")));

    assertThat(requests).hasSize(2);
    assertThat(URLDecoder.decode(requests.get(0).body(), UTF_8))
        .contains("RoleArn=" + arn, "ExternalId=shared-word", "RoleSessionName=exposure-monitor");
    assertThat(requests.get(0).userAgent()).startsWith(AwsAccess.USER_AGENT + " ");
    assertThat(requests.get(0).authorization()).contains("Credential=ENVIRONMENT/");
    assertThat(requests.get(1).authorization()).contains("Credential=ASSUMED/");
  }

  @Test
  void retriesAndCountsTransientFailures() {
    failures.set(2);

    list(access);

    assertThat(requests).hasSize(3);
    assertThat(retries).hasValue(2);
  }

  @Test
  void boundsAttempts() {
    failures.set(10);
    var limits = Limits.DEFAULT;
    var twice =
        new Limits(limits.connect(), limits.attempt(), limits.call(), 2, limits.connections());

    assertThatExceptionOfType(DynamoDbException.class).isThrownBy(() -> list(access.within(twice)));
    assertThat(requests).hasSize(2);
  }

  @Test
  void callsOnceWhatTheCallerTriesAgain() {
    failures.set(1);

    try (var clients = new AwsClients(access, retries::incrementAndGet);
        var client = clients.blockingOnce(DynamoDbClient.builder())) {
      assertThatExceptionOfType(DynamoDbException.class).isThrownBy(client::listTables);
      assertThat(client.listTables().tableNames()).isEmpty();
    }
    assertThat(requests).hasSize(2);
    assertThat(retries).hasValue(0);
  }

  @Test
  void timesOutWhenServiceDoesNotAnswer() {
    var limits =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(300), 1, 1);

    assertThatExceptionOfType(ApiCallTimeoutException.class)
        .isThrownBy(() -> list(access.at(at("/silent")).within(limits)));
  }

  @Test
  void rejectsLimitsThatAreNotPositive() {
    var second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(second, Duration.ZERO, second, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(second, second, second, 0, 1));
  }

  private void list(AwsAccess access) {
    try (var clients = new AwsClients(access, retries::incrementAndGet);
        var client = clients.blocking(DynamoDbClient.builder())) {
      assertThat(client.listTables().tableNames()).isEmpty();
    }
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestHeaders().getFirst("User-Agent"),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    boolean sts = requests.get(requests.size() - 1).authorization().contains("/sts/");
    byte[] body = (sts ? ASSUMED : "{\"TableNames\":[]}").getBytes(UTF_8);
    exchange.sendResponseHeaders(fails ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitEnd() throws IOException {
    try {
      answering.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
