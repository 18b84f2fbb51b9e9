package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsAccess.Limits;
import io.exposuremonitor.connectors.aws.AwsClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A queue of SQS. Thread-safe. */
public final class SqsMessageQueue implements MessageQueue {
  private static final int BATCH = 10;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private final String url;
  private final AwsClients clients;
  private final SqsClient sqs;

  private SqsMessageQueue(AwsAccess access, String url, Runnable onRetry) {
    this.url = url;
    this.clients = new AwsClients(withLongPollTimeouts(access), onRetry);
    this.sqs = clients.blocking(SqsClient.builder());
  }

  /**
   * Creates queues with an {@link AwsAccess}. They need {@code sqs:ReceiveMessage}, {@code
   * sqs:DeleteMessage}, {@code sqs:ChangeMessageVisibility}, and {@code kms:Decrypt} when the queue
   * is encrypted with a customer managed key.
   *
   * @param url the queue's URL
   */
  public static Factory factory(AwsAccess access, String url) {
    return onRetry -> new SqsMessageQueue(access, url, onRetry);
  }

  /**
   * Extends the timeouts: a call may wait for messages, and then take as long as any other call.
   */
  private static AwsAccess withLongPollTimeouts(AwsAccess access) {
    Limits limits = access.limits();
    return access.within(
        new Limits(
            limits.connect(),
            limits.attempt().plus(MAX_WAIT),
            limits.call().plus(MAX_WAIT),
            limits.attempts(),
            limits.connections()));
  }

  @Override
  public List<QueueMessage> receive(Duration wait, Duration visibility) throws TransferException {
    try {
      return sqs
          .receiveMessage(
              request ->
                  request
                      .queueUrl(url)
                      .maxNumberOfMessages(BATCH)
                      .waitTimeSeconds((int) wait.toSeconds())
                      .visibilityTimeout((int) visibility.toSeconds())
                      .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
          .messages()
          .stream()
          .map(SqsMessageQueue::message)
          .toList();
    } catch (SdkException e) {
      throw ServiceErrors.of(e, url);
    }
  }

  private static QueueMessage message(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return new QueueMessage(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        sent == null ? 0 : Long.parseLong(sent));
  }

  @Override
  public Deletion delete(List<String> handles) throws TransferException {
    int deleted = 0;
    List<String> again = new ArrayList<>();
    try {
      for (List<String> batch : batches(handles)) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (String handle : batch) {
          String id = Integer.toString(entries.size());
          entries.add(
              DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(handle).build());
        }
        DeleteMessageBatchResponse response =
            sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
        deleted += response.successful().size();
        response.failed().stream()
            .filter(failed -> !failed.senderFault())
            .forEach(failed -> again.add(batch.get(index(failed))));
      }
    } catch (SdkException e) {
      throw ServiceErrors.of(e, url);
    }
    return new Deletion(deleted, again);
  }

  private static int index(BatchResultErrorEntry failed) {
    return Integer.parseInt(failed.id());
  }

  @Override
  public void extend(List<String> handles, Duration visibility) throws TransferException {
    int seconds = (int) visibility.toSeconds();
    try {
      for (List<String> batch : batches(handles)) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (String handle : batch) {
          entries.add(
              ChangeMessageVisibilityBatchRequestEntry.builder()
                  .id(Integer.toString(entries.size()))
                  .receiptHandle(handle)
                  .visibilityTimeout(seconds)
                  .build());
        }
        sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
      }
    } catch (SdkException e) {
      throw ServiceErrors.of(e, url);
    }
  }

  private static List<List<String>> batches(List<String> handles) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < handles.size(); from += BATCH) {
      batches.add(handles.subList(from, Math.min(from + BATCH, handles.size())));
    }
    return batches;
  }

  @Override
  public void close() {
    sqs.close();
    clients.close();
  }
}
