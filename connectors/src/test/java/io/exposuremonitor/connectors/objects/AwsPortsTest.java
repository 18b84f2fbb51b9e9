package io.exposuremonitor.connectors.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link S3ObjectStore} and {@link SqsMessageQueue} meet the contracts of their ports. */
@Timeout(120)
class AwsPortsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TrailServers servers;

  @BeforeAll
  static void startServers() {
    servers = TrailServers.start();
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  private static ObjectRef object(String key, String eTag) {
    return new ObjectRef(TrailServers.BUCKET, key, null, eTag, -1);
  }

  @Test
  void opensOnlyTheRequestedContent() throws Exception {
    servers.put("content/a", "hello".getBytes(UTF_8));
    try (ObjectStore store = servers.stores().create(() -> {})) {
      String eTag;
      try (ObjectStore.Opened opened = store.open(object("content/a", null))) {
        eTag = opened.eTag();
        assertThat(opened.bytes().read()).isEqualTo('h');
      }
      try (ObjectStore.Opened opened = store.open(object("content/a", eTag))) {
        assertThat(opened.bytes()).hasContent("hello");
      }
      servers.put("content/a", "replaced".getBytes(UTF_8));

      assertMissing(() -> store.open(object("content/a", eTag)));
      assertMissing(() -> store.open(object("content/b", null)));
      assertMissing(() -> store.open(ObjectRef.of("nowhere", "a")));
      assertMissing(() -> store.list("nowhere", "", null));
    }
  }

  private static void assertMissing(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING));
  }

  @Test
  void listsAfterAKeyThatNeedNotExist() throws Exception {
    for (String key : List.of("list/a", "list/b", "list/d", "other")) {
      servers.put(key, key.getBytes(UTF_8));
    }
    try (ObjectStore store = servers.stores().create(() -> {})) {
      ObjectStore.Page page = store.list(TrailServers.BUCKET, "list/", "list/aa");

      assertThat(page.last()).isTrue();
      assertThat(page.objects())
          .extracting(listed -> listed.object().key())
          .containsExactly("list/b", "list/d");
      ObjectRef found = page.objects().get(0).object();
      assertThat(found.size()).isEqualTo(6);
      try (ObjectStore.Opened opened = store.open(found)) {
        assertThat(opened.eTag()).isEqualTo(found.eTag());
      }
    }
  }

  @Test
  void extendsAndDeletesMoreThanOneBatch() throws Exception {
    String url = servers.queue("batches");
    for (int i = 0; i < 12; i++) {
      servers.send(url, "m" + i);
    }
    try (MessageQueue queue = servers.queues(url).create(() -> {})) {
      List<QueueMessage> first = queue.receive(SECOND, MINUTE);
      List<QueueMessage> second = queue.receive(SECOND, MINUTE);
      List<String> handles =
          Stream.of(first, second).flatMap(List::stream).map(QueueMessage::handle).toList();
      assertThat(handles).hasSize(12);
      assertThat(first).allMatch(message -> message.sent() > 1_600_000_000_000L);
      assertThat(queue.receive(Duration.ZERO, MINUTE)).isEmpty();

      queue.extend(handles, Duration.ZERO);
      List<String> newer =
          queue.receive(SECOND, MINUTE).stream().map(QueueMessage::handle).toList();
      assertThat(newer).hasSize(10);
      assertThat(queue.delete(List.of())).isEqualTo(new MessageQueue.Deletion(0, List.of()));
      assertThat(queue.delete(handles))
          .as("those received again have newer handles")
          .isEqualTo(new MessageQueue.Deletion(2, List.of()));
      assertThat(queue.delete(newer)).isEqualTo(new MessageQueue.Deletion(10, List.of()));
      assertThat(queue.delete(List.of("no-such-handle")))
          .isEqualTo(new MessageQueue.Deletion(0, List.of()));
      queue.extend(List.of("no-such-handle"), MINUTE);
    }
  }
}
