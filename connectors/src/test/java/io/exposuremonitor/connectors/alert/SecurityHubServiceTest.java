package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.FakeAws.Request;
import io.exposuremonitor.connectors.alert.FakeAws.Response;
import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHubServiceTest {
  private static final Response IMPORTED =
      Response.of(200, "{\"FailedCount\":0,\"SuccessCount\":1,\"FailedFindings\":[]}");

  private static final String DENIED =
      "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>";

  private FakeAws aws;

  @AfterEach
  void stop() {
    aws.close();
  }

  private static Letter letter(String id) {
    return new Letter(id, 1, Letter.Kind.TRIGGER, 3, "{\"Id\":\"" + id + "\"}");
  }

  private Reply send(Response response) throws IOException {
    aws = new FakeAws(request -> response);
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      return service.send(letter("a")).join();
    }
  }

  private static List<JsonNode> findings(Request request) {
    try {
      List<JsonNode> findings = new ArrayList<>();
      new ObjectMapper().readTree(request.body()).path("Findings").forEach(findings::add);
      return findings;
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  @Test
  void importsSignedFindingWithSendTime() throws IOException {
    Instant before = Instant.now();

    assertThat(send(IMPORTED).outcome()).isEqualTo(Reply.Outcome.DELIVERED);

    Request request = aws.requests().get(0);
    assertThat(request.path()).isEqualTo("/findings/import");
    assertThat(request.authorization())
        .startsWith("AWS4-HMAC-SHA256 Credential=emulator/")
        .contains("/eu-west-1/securityhub/aws4_request");
    JsonNode finding = findings(request).get(0);
    assertThat(finding.path("Id").textValue()).isEqualTo("a");
    assertThat(Instant.parse(finding.path("UpdatedAt").textValue())).isAfterOrEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidInputException, 400, REFUSED",
    "AccessDeniedException, 403, RETRY",
    "InvalidAccessException, 401, RETRY",
    "LimitExceededException, 429, RETRY",
    "InternalException, 500, RETRY",
  })
  void retriesAllErrorsExceptInvalidFinding(String code, int status, Reply.Outcome expected)
      throws IOException {
    Reply byHeader =
        send(new Response(status, Map.of("x-amzn-ErrorType", code + ":http://x/"), ""));
    aws.close();
    Reply byField = send(Response.of(status, "{\"Code\":\"" + code + "\"}"));
    aws.close();
    Reply byType = send(Response.of(status, "{\"__type\":\"com.amazonaws#" + code + "\"}"));

    assertThat(List.of(byHeader, byField, byType))
        .containsOnly(new Reply(expected, code + " (HTTP " + status + ')', null));
  }

  @Test
  void readsRetryAfter() throws IOException {
    Reply reply = send(new Response(503, Map.of("Retry-After", "7"), ""));
    assertThat(reply).isEqualTo(new Reply(Reply.Outcome.RETRY, "HTTP 503", Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "no JSON"})
  void refusesLetterThatIsNoFinding(String body) throws IOException {
    aws = new FakeAws(request -> IMPORTED);
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      Reply reply = service.send(new Letter("a", 1, Letter.Kind.TRIGGER, 3, body)).join();
      assertThat(reply.outcome()).isEqualTo(Reply.Outcome.REFUSED);
      assertThat(aws.requests()).isEmpty();
    }
  }

  @Test
  void retriesWithoutCredentials() throws IOException {
    aws = new FakeAws(request -> Response.of(403, DENIED));
    Map<String, String> environment =
        Map.of(
            "aws.endpointUrlSts", String.valueOf(aws.access().endpoint()),
            "aws.accessKeyId", "ENVIRONMENT",
            "aws.secretAccessKey", "secret");
    environment.forEach(System::setProperty);
    try (SecurityHubService service =
        SecurityHubService.open(
            aws.access()
                .as(
                    new AwsAccess.Identity.Role(
                        "arn:aws:iam::111122223333:role/alerts", null, "exposure-monitor")))) {
      Reply reply = service.send(letter("a")).join();
      assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
      assertThat(reply.detail()).isEqualTo("AccessDenied (HTTP 403)");
    } finally {
      environment.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void retriesOnUnreadableResponse() throws IOException {
    assertThat(send(Response.of(200, "<html>proxy</html>")).outcome())
        .isEqualTo(Reply.Outcome.RETRY);
  }

  @Test
  void retriesOnOversizedResponse() throws IOException {
    String tooLong = " ".repeat(SignedPost.MAX_BYTES) + "{}";

    Reply reply = send(Response.of(200, tooLong));
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(reply.detail()).contains("more than " + SignedPost.MAX_BYTES + " bytes");
  }

  @Test
  void retriesAfterAnErrorAndContinues() throws Exception {
    aws = new FakeAws(request -> IMPORTED);
    AtomicBoolean failing = new AtomicBoolean(true);
    InstantSource clock =
        () -> {
          if (failing.getAndSet(false)) {
            throw new StackOverflowError();
          }
          return Instant.now();
        };
    try (SecurityHubService service = new SecurityHubService(aws.access(), clock)) {
      Reply failed = service.send(letter("a")).get(10, TimeUnit.SECONDS);
      Reply next = service.send(letter("b")).get(10, TimeUnit.SECONDS);

      assertThat(failed).isEqualTo(Reply.retry("StackOverflowError"));
      assertThat(next.outcome()).isEqualTo(Reply.Outcome.DELIVERED);
    }
  }

  /** Each byte comes in time, and the last one never. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\n\r\n["})
  void retriesOnResponseThatNeverEnds(String beginning) throws Exception {
    aws = new FakeAws(request -> IMPORTED);
    AwsAccess.Limits usual = aws.access().limits();
    AwsAccess.Limits limits =
        new AwsAccess.Limits(
            usual.connect(), Duration.ofMillis(500), usual.call(), 1, usual.connections());
    try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread responder = new Thread(() -> trickle(endless, beginning));
      responder.start();
      URI url = URI.create("http://127.0.0.1:" + endless.getLocalPort());
      try (SecurityHubService service =
          SecurityHubService.open(aws.access().at(url).within(limits))) {
        Reply reply = service.send(letter("a")).get(20, TimeUnit.SECONDS);

        assertThat(reply)
            .isEqualTo(Reply.retry("SocketTimeoutException: no complete answer within 500 ms"));
      }
    }
  }

  /** Answers byte by byte until the caller hangs up. */
  private static void trickle(ServerSocket server, String beginning) {
    try (Socket caller = server.accept()) {
      OutputStream answer = caller.getOutputStream();
      answer.write(beginning.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        answer.write(' ');
        Thread.sleep(20);
      }
    } catch (IOException hungUp) {
      // As expected.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Letters that arrive during a call share the next one; each gets its own reply. */
  @Test
  void batchesWaitingLettersAndRepliesToEach() throws Exception {
    CountDownLatch firstArrived = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    aws =
        new FakeAws(
            request -> {
              if (findings(request).size() == 1) {
                firstArrived.countDown();
                await(proceed);
                return IMPORTED;
              }
              return Response.of(
                  200,
                  """
                  {"FailedCount":2,"SuccessCount":98,"FailedFindings":[
                   {"Id":"l1","ErrorCode":"InvalidInput","ErrorMessage":"Severity"},
                   {"Id":"l2","ErrorCode":"InternalFailure","ErrorMessage":"later"}]}\
                  """);
            });
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      CompletableFuture<Reply> first = service.send(letter("first"));
      await(firstArrived);
      List<CompletableFuture<Reply>> others = new ArrayList<>();
      for (int i = 0; i <= SecurityHubService.MAX_FINDINGS; i++) {
        others.add(service.send(letter("l" + i)));
      }
      proceed.countDown();

      assertThat(first.join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);
      List<Reply> replies = others.stream().map(CompletableFuture::join).toList();
      assertThat(replies.get(0).outcome()).isEqualTo(Reply.Outcome.DELIVERED);
      assertThat(replies.get(1).outcome()).isEqualTo(Reply.Outcome.REFUSED);
      assertThat(replies.get(1).detail()).isEqualTo("FailedFindings: InvalidInput");
      assertThat(replies.get(2).outcome()).isEqualTo(Reply.Outcome.RETRY);
      assertThat(aws.requests())
          .extracting(request -> findings(request).size())
          .containsExactly(1, SecurityHubService.MAX_FINDINGS, 1);
    }
  }

  @Test
  void invalidLetterDoesNotAffectOthersInBatch() throws Exception {
    CountDownLatch firstArrived = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    aws =
        new FakeAws(
            request -> {
              if (request.body().contains("first")) {
                firstArrived.countDown();
                await(proceed);
              }
              return request.body().contains("bad")
                  ? Response.of(400, "{\"Code\":\"InvalidInputException\"}")
                  : IMPORTED;
            });
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      CompletableFuture<Reply> first = service.send(letter("first"));
      await(firstArrived);
      CompletableFuture<Reply> bad = service.send(letter("bad"));
      CompletableFuture<Reply> good = service.send(letter("good"));
      proceed.countDown();

      assertThat(first.join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);
      assertThat(bad.join().outcome()).isEqualTo(Reply.Outcome.REFUSED);
      assertThat(good.join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
