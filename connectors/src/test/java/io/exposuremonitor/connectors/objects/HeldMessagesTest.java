package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {
  private final HeldMessages held = new HeldMessages(Duration.ofMillis(90));

  private static QueueMessage message(String id, String handle, long sent) {
    return new QueueMessage(id, handle, "", sent);
  }

  @Test
  void makesMessageDueWhenItsCheckpointCompletes() {
    held.received(message("a", "a1", 5), 0);
    held.checkpointTaken(1);
    held.received(message("b", "b1", 6), 0);
    assertThat(held.takeDue()).isEmpty();

    held.checkpointCompleted(1);
    assertThat(held.takeDue()).containsExactly("a1");
    assertThat(held.takeDue()).isEmpty();
    assertThat(held.oldestSent()).isEqualTo(6);
  }

  @Test
  void makesMessageDueWithLaterCheckpointWhenItsOwnFails() {
    held.received(message("a", "a1", 0), 0);
    held.checkpointTaken(1);
    held.checkpointTaken(2);
    held.checkpointCompleted(2);

    assertThat(held.takeDue()).containsExactly("a1");
  }

  @Test
  void laterCheckpointDoesNotDeferDeletion() {
    held.received(message("a", "a1", 7), 0);
    held.received(message("b", "b1", 3), 0);
    held.checkpointTaken(1);
    held.received(message("c", "c1", 5), 0);
    held.checkpointTaken(2);
    assertThat(held.oldestSent()).isEqualTo(3);
    held.checkpointCompleted(1);

    assertThat(held.takeDue()).containsExactly("a1", "b1");
    assertThat(held.oldestSent()).isEqualTo(5);
  }

  @Test
  void usesNewestHandleForDeletion() {
    held.received(message("a", "a1", 0), 0);
    held.checkpointTaken(1);
    held.received(message("a", "a2", 0), 5);
    held.checkpointCompleted(1);

    assertThat(held.takeDue()).containsExactly("a2");
  }

  @Test
  void retriesFailedDeletion() {
    held.retryDeletion(List.of("a1"));

    assertThat(held.size()).isEqualTo(1);
    assertThat(held.takeDue()).containsExactly("a1");
  }

  @Test
  void extendsVisibilityAfterAThirdOfTheTimeout() {
    held.received(message("a", "a1", 0), 0);

    assertThat(held.takeToExtend(29)).isEmpty();
    assertThat(held.takeToExtend(30)).containsExactly("a1");
    assertThat(held.takeToExtend(59)).isEmpty();
    assertThat(held.takeToExtend(60)).containsExactly("a1");
  }

  @Test
  void doesNotExtendVisibilityBeyondTheQueuesMaximum() {
    held.received(message("a", "a1", 0), 0);

    assertThat(held.takeToExtend(Duration.ofHours(11).toMillis())).isEmpty();
  }
}
