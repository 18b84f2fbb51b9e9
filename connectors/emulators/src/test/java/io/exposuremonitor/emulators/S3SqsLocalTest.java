package io.exposuremonitor.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The servers answer the SDK's own clients as far as the object source needs it. */
class S3SqsLocalTest {
  @Test
  void storesListsAndReadsObjects() {
    try (S3Local local = S3Local.start();
        S3Client s3 =
            client(
                    S3Client.builder()
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false)),
                    local.endpoint())
                .build()) {
      s3.createBucket(b -> b.bucket("trail"));
      String tag =
          s3.putObject(b -> b.bucket("trail").key("a/1 +ü.json"), RequestBody.fromString("one"))
              .eTag();
      s3.putObject(b -> b.bucket("trail").key("a/2.json"), RequestBody.fromString("two"));

      assertThat(
              s3.listObjectsV2(b -> b.bucket("trail").prefix("a/").startAfter("a/1 +ü.json"))
                  .contents())
          .extracting(S3Object::key)
          .containsExactly("a/2.json");
      assertThat(
              s3.getObjectAsBytes(b -> b.bucket("trail").key("a/1 +ü.json").ifMatch(tag))
                  .asUtf8String())
          .isEqualTo("one");
      assertThatThrownBy(() -> s3.getObjectAsBytes(b -> b.bucket("trail").key("a/3.json")))
          .isInstanceOf(NoSuchKeyException.class);
      assertThatThrownBy(
              () -> s3.getObjectAsBytes(b -> b.bucket("trail").key("a/2.json").ifMatch(tag)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }
  }

  @Test
  void redeliversMessagesUntilDeleted() {
    try (SqsLocal local = SqsLocal.start();
        SqsClient sqs = client(SqsClient.builder(), local.endpoint()).build()) {
      String url =
          sqs.createQueue(
                  b ->
                      b.queueName("trail")
                          .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30")))
              .queueUrl();
      assertThat(url).startsWith(local.endpoint().toString());
      sqs.sendMessage(b -> b.queueUrl(url).messageBody("hello"));
      Message first = receive(sqs, url).get(0);
      assertThat(receive(sqs, url)).isEmpty();
      sqs.changeMessageVisibilityBatch(
          b ->
              b.queueUrl(url)
                  .entries(
                      e -> e.id("0").receiptHandle(first.receiptHandle()).visibilityTimeout(0)));

      Message again = receive(sqs, url).get(0);
      assertThat(again.messageId()).isEqualTo(first.messageId());
      assertThat(again.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "2");
      DeleteMessageBatchRequestEntry entry =
          DeleteMessageBatchRequestEntry.builder()
              .id("0")
              .receiptHandle(again.receiptHandle())
              .build();
      assertThat(sqs.deleteMessageBatch(b -> b.queueUrl(url).entries(entry)).failed()).isEmpty();
      assertThat(
              sqs.getQueueAttributes(
                      b ->
                          b.queueUrl(url)
                              .attributeNames(
                                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                  .attributesAsStrings())
          .containsValue("0");
    }
  }

  @Test
  void errorOnMissingJarsNamesModuleToBuild() {
    assertThatThrownBy(() -> new JarFolder("nowhere").loader())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("connectors/emulators/nowhere");
  }

  private static List<Message> receive(SqsClient sqs, String url) {
    return sqs.receiveMessage(
            b -> b.queueUrl(url).messageSystemAttributeNamesWithStrings("All").waitTimeSeconds(1))
        .messages();
  }

  private static <B extends AwsClientBuilder<B, ?>> B client(B builder, URI endpoint) {
    UnaryOperator<B> settings =
        b ->
            b.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    return settings.apply(builder);
  }
}
