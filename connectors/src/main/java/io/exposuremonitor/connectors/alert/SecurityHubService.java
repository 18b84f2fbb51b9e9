package io.exposuremonitor.connectors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.connectors.alert.SignedPost.Answer;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * AWS Security Hub, by {@code BatchImportFindings}. A letter's body is one finding in the AWS
 * Security Finding Format without {@code UpdatedAt}, which is set to the time of sending: Security
 * Hub ignores updates that are not newer than the stored finding. Letters that come during a call
 * are sent together with the next call, at most 100 as the API requires. The findings of a batch
 * that is refused as a whole are sent one by one, so that an invalid letter affects no other.
 */
public final class SecurityHubService implements AlertService {
  /** The API's maximum number of findings in a call. */
  static final int MAX_FINDINGS = 100;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SERVICE = "securityhub";
  private static final String PATH = "/findings/import";
  private static final String ID = "Id";

  private final InstantSource clock;
  private final SignedPost post;
  private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(DaemonThreads.named("alerts-security-hub"));

  private record Pending(Letter letter, CompletableFuture<Reply> reply) {}

  SecurityHubService(AwsAccess access, InstantSource clock) {
    this.clock = clock;
    this.post = new SignedPost(SERVICE, access);
  }

  /**
   * Opens a region's Security Hub.
   *
   * @param access how the service is accessed; must name the region
   */
  public static SecurityHubService open(AwsAccess access) {
    return new SecurityHubService(access, InstantSource.system());
  }

  @Override
  public CompletableFuture<Reply> send(Letter letter) {
    Pending pending = new Pending(letter, new CompletableFuture<>());
    queue.add(pending);
    executor.execute(this::deliverWaiting);
    return pending.reply();
  }

  /** Delivers one batch; finds none when an earlier call took the letters. */
  private void deliverWaiting() {
    List<Pending> batch = new ArrayList<>();
    while (batch.size() < MAX_FINDINGS) {
      Pending next = queue.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    try {
      deliver(batch);
    } catch (RuntimeException | Error failed) {
      Reply reply = Reply.retry(Reason.of(failed));
      batch.forEach(pending -> pending.reply().complete(reply));
    }
  }

  private void deliver(List<Pending> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<Reply> replies = replies(batch);
    boolean refused = replies.stream().allMatch(r -> r.outcome() == Reply.Outcome.REFUSED);
    if (refused && batch.size() > 1) {
      batch.forEach(pending -> deliver(List.of(pending)));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).reply().complete(replies.get(i));
    }
  }

  /** The reply to each letter of a batch. */
  private List<Reply> replies(List<Pending> batch) {
    Instant now = clock.instant();
    try {
      List<ObjectNode> findings = new ArrayList<>();
      for (Pending pending : batch) {
        ObjectNode finding = (ObjectNode) JSON.readTree(pending.letter().body());
        findings.add(finding.put("UpdatedAt", now.toString()));
      }
      ArrayNode list = JSON.createArrayNode().addAll(findings);
      Answer answer =
          post.send(PATH, JSON.createObjectNode().set("Findings", list).toString(), now);
      if (answer.status() / 100 != 2) {
        return all(batch, answer.reply(now));
      }
      Map<String, Reply> failed = failed(answer.body());
      return findings.stream()
          .map(
              finding ->
                  failed.getOrDefault(
                      finding.path(ID).asText(),
                      new Reply(Reply.Outcome.DELIVERED, "imported", null)))
          .toList();
    } catch (JsonProcessingException | ClassCastException malformed) {
      return all(batch, new Reply(Reply.Outcome.REFUSED, "the letter is no finding", null));
    } catch (IOException unreachable) {
      return all(batch, Reply.retry(Reason.of(unreachable)));
    } catch (RuntimeException failed) {
      return all(batch, AwsReplies.of(failed, now));
    }
  }

  private static List<Reply> all(List<Pending> batch, Reply reply) {
    return batch.stream().map(pending -> reply).toList();
  }

  /**
   * Failed findings by id. An answer that can't be parsed proves nothing, so everything is sent
   * again.
   */
  private static Map<String, Reply> failed(String body) throws IOException {
    Map<String, Reply> failed = new HashMap<>();
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException unreadable) {
      throw new IOException("unreadable answer", unreadable);
    }
    for (JsonNode failure : answer.path("FailedFindings")) {
      String code = failure.path("ErrorCode").asText("unknown error");
      failed.put(
          failure.path(ID).asText(),
          new Reply(
              AwsReplies.isOfTheLetter(code) ? Reply.Outcome.REFUSED : Reply.Outcome.RETRY,
              "FailedFindings: " + code,
              null));
    }
    return failed;
  }

  @Override
  public @Nullable Duration repeatEvery() {
    return null;
  }

  /** Calls in flight are abandoned; the outbox still holds their letters. */
  @Override
  public void close() {
    executor.shutdownNow();
    post.close();
  }
}
