package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service that behaves like PagerDuty and replies as the test specifies; delivers by default. */
final class ScriptedService implements AlertService {
  static final Reply DELIVERED = new Reply(Reply.Outcome.DELIVERED, "HTTP 202", null);
  static final Reply FAILED = Reply.retry("HTTP 500");
  static final Reply REFUSED = new Reply(Reply.Outcome.REFUSED, "HTTP 400", null);

  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<CompletableFuture<Reply>> unanswered = new ArrayList<>();
  private final @Nullable Duration repeat;
  private boolean silent;

  /** All letters that arrived, also those that were answered with a failure. */
  final List<Letter> arrived = new ArrayList<>();

  /** Keys of alerts that are open. */
  final Set<String> open = new LinkedHashSet<>();

  /** Keys in the order in which alerts opened: one for each call to a person. */
  final List<String> opened = new ArrayList<>();

  ScriptedService() {
    this(null);
  }

  ScriptedService(@Nullable Duration repeat) {
    this.repeat = repeat;
  }

  ScriptedService willReply(Reply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  /** Withholds all further replies until {@link #answerAll}. */
  void fallSilent() {
    silent = true;
  }

  void answerAll(Reply reply) {
    silent = false;
    unanswered.forEach(future -> future.complete(reply));
    unanswered.clear();
  }

  @Override
  public CompletableFuture<Reply> send(Letter letter) {
    arrived.add(letter);
    if (silent) {
      CompletableFuture<Reply> future = new CompletableFuture<>();
      unanswered.add(future);
      return future;
    }
    Reply reply = script.isEmpty() ? DELIVERED : script.removeFirst();
    if (reply.outcome() == Reply.Outcome.DELIVERED) {
      take(letter);
    }
    return CompletableFuture.completedFuture(reply);
  }

  void take(Letter letter) {
    if (letter.kind() == Letter.Kind.RESOLVE) {
      open.remove(letter.key());
    } else if (open.add(letter.key())) {
      opened.add(letter.key());
    }
  }

  @Override
  public @Nullable Duration repeatEvery() {
    return repeat;
  }

  @Override
  public void close() {}
}
