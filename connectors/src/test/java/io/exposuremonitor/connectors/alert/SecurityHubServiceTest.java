package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.FakeAws.Answer;
import io.exposuremonitor.connectors.alert.FakeAws.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHubServiceTest {
  private static final Answer IMPORTED =
      Answer.of(200, "{\"FailedCount\":0,\"SuccessCount\":1,\"FailedFindings\":[]}");

  private FakeAws aws;

  @AfterEach
  void stop() {
    aws.close();
  }

  private static Letter letter(String id) {
    return new Letter(id, 1, Letter.Kind.TRIGGER, "{\"Id\":\"" + id + "\"}");
  }

  private Reply send(Answer answer) throws IOException {
    aws = new FakeAws(asked -> answer);
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      return service.send(letter("a")).join();
    }
  }

  private static List<JsonNode> findings(Asked asked) {
    try {
      List<JsonNode> findings = new ArrayList<>();
      new ObjectMapper().readTree(asked.body()).path("Findings").forEach(findings::add);
      return findings;
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  @Test
  void importsASignedFindingWithTheMomentOfSending() throws IOException {
    Instant before = Instant.now();

    assertThat(send(IMPORTED).outcome()).isEqualTo(Reply.Outcome.DELIVERED);

    Asked asked = aws.asked().get(0);
    assertThat(asked.path()).isEqualTo("/findings/import");
    assertThat(asked.authorization())
        .startsWith("AWS4-HMAC-SHA256 Credential=emulator/")
        .contains("/eu-west-1/securityhub/aws4_request");
    JsonNode finding = findings(asked).get(0);
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
  void finalIsOnlyWhatIsWrongWithTheFinding(String code, int status, Reply.Outcome expected)
      throws IOException {
    Reply byHeader = send(new Answer(status, Map.of("x-amzn-ErrorType", code + ":http://x/"), ""));
    aws.close();
    Reply byField = send(Answer.of(status, "{\"Code\":\"" + code + "\"}"));

    assertThat(byHeader.outcome()).isEqualTo(byField.outcome()).isEqualTo(expected);
    assertThat(byHeader.detail())
        .isEqualTo(byField.detail())
        .isEqualTo(code + " (HTTP " + status + ')');
  }

  @Test
  void anAnswerThatCanNotBeReadIsNoDelivery() throws IOException {
    assertThat(send(Answer.of(200, "<html>proxy</html>")).outcome()).isEqualTo(Reply.Outcome.RETRY);
  }

  @Test
  void anAnswerWithoutEndIsNoDelivery() throws IOException {
    String tooLong = " ".repeat(SignedPost.MAX_BYTES) + "{}";

    assertThat(send(Answer.of(200, tooLong)).outcome()).isEqualTo(Reply.Outcome.RETRY);
  }

  /** What comes while a call is under way goes together; each is told its own fate. */
  @Test
  void sendsTogetherWhatWaitsAndTellsEachItsOwnFate() throws Exception {
    CountDownLatch firstIsThere = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    aws =
        new FakeAws(
            asked -> {
              if (findings(asked).size() == 1) {
                firstIsThere.countDown();
                await(goOn);
                return IMPORTED;
              }
              return Answer.of(
                  200,
                  """
                  {"FailedCount":2,"SuccessCount":98,"FailedFindings":[
                   {"Id":"l1","ErrorCode":"InvalidInput","ErrorMessage":"Severity"},
                   {"Id":"l2","ErrorCode":"InternalFailure","ErrorMessage":"later"}]}""");
            });
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      CompletableFuture<Reply> first = service.send(letter("first"));
      await(firstIsThere);
      List<CompletableFuture<Reply>> others = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        others.add(service.send(letter("l" + i)));
      }
      goOn.countDown();

      assertThat(first.join().outcome()).isEqualTo(Reply.Outcome.DELIVERED);
      List<Reply> replies = others.stream().map(CompletableFuture::join).toList();
      assertThat(replies.get(0).outcome()).isEqualTo(Reply.Outcome.DELIVERED);
      assertThat(replies.get(1).outcome()).isEqualTo(Reply.Outcome.REFUSED);
      assertThat(replies.get(1).detail()).isEqualTo("FailedFindings: InvalidInput");
      assertThat(replies.get(2).outcome()).isEqualTo(Reply.Outcome.RETRY);
      assertThat(aws.asked()).hasSize(2);
      assertThat(findings(aws.asked().get(1))).hasSize(SecurityHubService.MAX_FINDINGS);
    }
  }

  @Test
  void oneBadLetterTakesNoOtherWithIt() throws Exception {
    CountDownLatch firstIsThere = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    aws =
        new FakeAws(
            asked -> {
              if (asked.body().contains("first")) {
                firstIsThere.countDown();
                await(goOn);
              }
              return asked.body().contains("bad")
                  ? Answer.of(400, "{\"Code\":\"InvalidInputException\"}")
                  : IMPORTED;
            });
    try (SecurityHubService service = SecurityHubService.open(aws.access())) {
      CompletableFuture<Reply> first = service.send(letter("first"));
      await(firstIsThere);
      CompletableFuture<Reply> bad = service.send(letter("bad"));
      CompletableFuture<Reply> good = service.send(letter("good"));
      goOn.countDown();

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
