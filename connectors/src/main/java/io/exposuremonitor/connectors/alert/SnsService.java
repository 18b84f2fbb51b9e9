package io.exposuremonitor.connectors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * A topic of Amazon SNS. A letter's body has {@code Subject}, {@code Message}, optionally {@code
 * MessageStructure}, and {@code MessageAttributes}: texts, or lists of texts, for subscription
 * filters. A topic whose name ends with {@code .fifo} also gets the letter's key as its message
 * group, so that the letters of one alert arrive in order, and an id by which SNS drops duplicates
 * within five minutes.
 */
public final class SnsService implements AlertService {
  /** The maximum size of a message, including its attributes: 256 KiB. */
  public static final int MAX_BYTES = 262_144;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int THREADS = 4;
  private static final String FIFO = ".fifo";

  private final String topic;
  private final InstantSource clock;
  private final AwsClients clients;
  private final SnsClient client;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(THREADS, DaemonThreads.named("alerts-sns"));

  SnsService(String topic, AwsAccess access, InstantSource clock) {
    this.topic = topic;
    this.clock = clock;
    this.clients = new AwsClients(access, () -> {});
    this.client = clients.blocking(SnsClient.builder());
  }

  /**
   * Opens a topic.
   *
   * @param topic its ARN
   * @param access how the service is accessed; the outbox retries, so one attempt per call is
   *     enough
   */
  public static SnsService open(String topic, AwsAccess access) {
    return new SnsService(topic, access, InstantSource.system());
  }

  @Override
  public CompletableFuture<Reply> send(Letter letter) {
    return CompletableFuture.supplyAsync(() -> publish(letter), executor)
        .exceptionally(failed -> Reply.retry(Reason.of(failed)));
  }

  private Reply publish(Letter letter) {
    try {
      client.publish(request(letter));
      return new Reply(Reply.Outcome.DELIVERED, "published", null);
    } catch (JsonProcessingException malformed) {
      return new Reply(Reply.Outcome.REFUSED, "the letter is no JSON", null);
    } catch (RuntimeException failure) {
      return AwsReplies.of(failure, clock.instant());
    }
  }

  private PublishRequest request(Letter letter) throws JsonProcessingException {
    JsonNode body = JSON.readTree(letter.body());
    PublishRequest.Builder request =
        PublishRequest.builder()
            .topicArn(topic)
            .subject(body.path("Subject").textValue())
            .message(body.path("Message").textValue())
            .messageStructure(body.path("MessageStructure").textValue())
            .messageAttributes(attributes(body.path("MessageAttributes")));
    if (topic.endsWith(FIFO)) {
      request
          .messageGroupId(letter.key())
          .messageDeduplicationId(letter.key() + ':' + letter.revision() + ':' + letter.kind());
    }
    return request.build();
  }

  private static Map<String, MessageAttributeValue> attributes(JsonNode named) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    named
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              attributes.put(
                  entry.getKey(),
                  MessageAttributeValue.builder()
                      .dataType(value.isArray() ? "String.Array" : "String")
                      .stringValue(value.isArray() ? value.toString() : value.textValue())
                      .build());
            });
    return attributes;
  }

  @Override
  public @Nullable Duration repeatEvery() {
    return null;
  }

  /** Calls in flight are abandoned; the outbox still holds their letters. */
  @Override
  public void close() {
    executor.shutdownNow();
    client.close();
    clients.close();
  }
}
