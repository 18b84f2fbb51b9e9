package io.exposuremonitor.connectors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alert.FakeAws.Response;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client against a server that speaks the query protocol. */
class SnsServiceTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:exposure";
  private static final Letter LETTER =
      new Letter(
          "id-1",
          3,
          Letter.Kind.TRIGGER,
          3,
          """
          {"Subject":"[high] opened","Message":"{\\"default\\":\\"{}\\"}","MessageStructure":"json",
          "MessageAttributes":{"level":"high","families":["export","recon"]}}\
          """);
  private static final Response PUBLISHED =
      Response.of(
          200,
          "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
              + "</PublishResponse>");

  private Response response = PUBLISHED;
  private FakeAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new FakeAws(request -> response);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private Reply send(String topic, Letter letter) {
    try (SnsService service = SnsService.open(topic, aws.access())) {
      return service.send(letter).join();
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : aws.requests().get(0).body().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  @Test
  void publishesWithFilterAttributes() {
    assertThat(send(TOPIC, LETTER).outcome()).isEqualTo(Reply.Outcome.DELIVERED);

    Map<String, String> parameters = parameters();
    assertThat(parameters)
        .containsEntry("Action", "Publish")
        .containsEntry("TopicArn", TOPIC)
        .containsEntry("Subject", "[high] opened")
        .containsEntry("MessageStructure", "json")
        .containsEntry("Message", "{\"default\":\"{}\"}")
        .doesNotContainKeys("MessageGroupId", "MessageDeduplicationId");
    assertThat(parameters.values())
        .contains("String", "high", "String.Array", "[\"export\",\"recon\"]");
  }

  @Test
  void setsGroupAndDeduplicationIdForFifoTopic() {
    send(TOPIC + ".fifo", LETTER);

    assertThat(parameters())
        .containsEntry("MessageGroupId", "id-1")
        .containsEntry("MessageDeduplicationId", "id-1:3:TRIGGER");
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidParameter, 400, REFUSED",
    "AuthorizationError, 403, RETRY",
    "NotFound, 404, RETRY",
    "KMSAccessDenied, 400, RETRY",
    "Throttled, 429, RETRY",
    "InternalError, 500, RETRY",
  })
  void retriesAllErrorsExceptInvalidLetter(String code, int status, Reply.Outcome expected) {
    response =
        Response.of(
            status,
            "<ErrorResponse><Error><Type>Sender</Type><Code>"
                + code
                + "</Code><Message>no</Message></Error></ErrorResponse>");

    Reply reply = send(TOPIC, LETTER);

    assertThat(reply.outcome()).isEqualTo(expected);
    assertThat(reply.detail()).isEqualTo(code + " (HTTP " + status + ')');
    assertThat(aws.requests()).as("the outbox retries, not the client").hasSize(1);
  }

  @Test
  void refusesLetterThatIsNoJson() {
    Reply reply = send(TOPIC, new Letter("id-1", 3, Letter.Kind.TRIGGER, 3, "no JSON"));
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.REFUSED);
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void readsRetryAfter() {
    response =
        new Response(
            503,
            Map.of("Retry-After", "7"),
            "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>");

    assertThat(send(TOPIC, LETTER).pause()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void retriesAfterAnError() {
    response = Response.of(500, "");
    InstantSource failing =
        () -> {
          throw new StackOverflowError();
        };

    try (SnsService service = new SnsService(TOPIC, aws.access(), failing)) {
      assertThat(service.send(LETTER).join()).isEqualTo(Reply.retry("StackOverflowError"));
    }
  }

  @Test
  void retriesWhenNothingListens() {
    aws.close();

    assertThat(send(TOPIC, LETTER).outcome()).isEqualTo(Reply.Outcome.RETRY);
  }
}
