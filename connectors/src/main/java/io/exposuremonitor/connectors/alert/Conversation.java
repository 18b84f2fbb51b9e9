package io.exposuremonitor.connectors.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One alert at one service: at most one letter is in flight, and the next waits for its reply. A
 * pending letter is replaced by a newer one of the same kind; a pending end is dropped when the
 * alert continues.
 */
final class Conversation {
  /** Not in any checkpoint yet. */
  private static final long UNSAVED = Long.MAX_VALUE;

  /** In the restored checkpoint, or in no need of one. */
  private static final long ALWAYS_SAVED = Long.MIN_VALUE;

  private final String route;
  private final String key;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean told;
  private long toldIn = ALWAYS_SAVED;
  private @Nullable Letter repeat;
  private @Nullable CompletableFuture<Reply> underWay;
  private @Nullable Letter sent;
  private boolean repeating;
  private int failures;
  private long notBefore = Long.MIN_VALUE;
  private long lastSent = Long.MIN_VALUE;

  /** A pending letter, since when it waits, and the checkpoint that holds it. */
  private static final class Waiting {
    private final Letter letter;
    private final long since;
    private long savedIn;

    private Waiting(Letter letter, long since, long savedIn) {
      this.letter = letter;
      this.since = since;
      this.savedIn = savedIn;
    }
  }

  Conversation(String route, String key) {
    this.route = route;
    this.key = key;
  }

  static Conversation of(OutboxEntry stored) {
    Conversation conversation = new Conversation(stored.route(), stored.key());
    conversation.told = stored.told();
    conversation.repeat = stored.repeat();
    for (Letter letter : stored.waiting()) {
      conversation.waiting.add(new Waiting(letter, Long.MIN_VALUE, ALWAYS_SAVED));
    }
    return conversation;
  }

  OutboxEntry stored() {
    return new OutboxEntry(
        OutboxEntry.VERSION,
        route,
        key,
        told,
        waiting.stream().map(letter -> letter.letter).toList(),
        repeat);
  }

  String route() {
    return route;
  }

  String key() {
    return key;
  }

  int waitingCount() {
    return waiting.size();
  }

  /** True when the last letter posted, or accepted, opens the alert. */
  boolean isOpen() {
    Waiting last = waiting.peekLast();
    return last == null ? told : last.letter.kind() == Letter.Kind.TRIGGER;
  }

  boolean isOver() {
    return waiting.isEmpty() && !told && underWay == null;
  }

  /** Adds a letter; {@code saved} when it need not wait for a checkpoint. */
  void post(Letter letter, long now, boolean saved) {
    long since = now;
    while (letter.kind() == Letter.Kind.TRIGGER && mayReplaceLast()) {
      since = Math.min(since, waiting.removeLast().since);
    }
    waiting.add(new Waiting(letter, since, saved ? ALWAYS_SAVED : UNSAVED));
  }

  /** The letter in flight is the first. */
  private boolean mayReplaceLast() {
    return waiting.size() > (underWay != null && !repeating ? 1 : 0);
  }

  void savedIn(long checkpoint) {
    for (Waiting letter : waiting) {
      if (letter.savedIn == UNSAVED) {
        letter.savedIn = checkpoint;
      }
    }
    if (toldIn == UNSAVED) {
      toldIn = checkpoint;
    }
  }

  /**
   * The letter that may be sent now: one that a completed checkpoint holds, or that has waited for
   * it too long. An end waits until a checkpoint holds that the opening was accepted: otherwise a
   * restart could open the alert again after its end.
   *
   * @param saved the latest completed checkpoint
   * @param overdueSince letters that have waited since this time or longer wait no more
   */
  Optional<Letter> ready(long now, long saved, long overdueSince) {
    Waiting first = waiting.peekFirst();
    if (first == null || underWay != null || notBefore > now) {
      return Optional.empty();
    }
    boolean held = first.savedIn > saved && first.since > overdueSince;
    boolean early = first.letter.kind() == Letter.Kind.RESOLVE && toldIn > saved;
    return held || early ? Optional.empty() : Optional.of(first.letter);
  }

  /** The letter to repeat, when there is nothing new to send. */
  Optional<Letter> due(long now, long everyMillis) {
    boolean due = lastSent <= now - everyMillis && notBefore <= now;
    return told && waiting.isEmpty() && underWay == null && due
        ? Optional.ofNullable(repeat)
        : Optional.empty();
  }

  /** When a letter was sent last, epoch milliseconds; before all time when none was yet. */
  long lastSent() {
    return lastSent;
  }

  void sent(Letter letter, CompletableFuture<Reply> reply, long now) {
    sent = letter;
    repeating = waiting.isEmpty();
    underWay = reply;
    lastSent = now;
  }

  /** The letter whose reply has arrived, or null. */
  @Nullable Letter answered() {
    return underWay != null && underWay.isDone() ? sent : null;
  }

  /** Handles the reply that has arrived. */
  Reply settle(boolean repeats, boolean saved) {
    CompletableFuture<Reply> done = underWay;
    Letter letter = sent;
    if (done == null || letter == null) {
      throw new IllegalStateException("no request was in flight");
    }
    underWay = null;
    sent = null;
    Reply reply = done.join();
    if (reply.outcome() == Reply.Outcome.RETRY) {
      failures++;
      return reply;
    }
    failures = 0;
    if (!repeating) {
      waiting.removeFirst();
      taken(letter, reply.outcome() == Reply.Outcome.DELIVERED, repeats, saved);
    }
    return reply;
  }

  private void taken(Letter letter, boolean delivered, boolean repeats, boolean saved) {
    if (letter.kind() == Letter.Kind.RESOLVE) {
      told = false;
      repeat = null;
    } else if (delivered && letter.kind() == Letter.Kind.TRIGGER) {
      told = true;
      repeat = repeats ? letter : null;
      toldIn = saved ? ALWAYS_SAVED : UNSAVED;
    }
  }

  int failures() {
    return failures;
  }

  void waitUntil(long moment) {
    notBefore = moment;
  }
}
