package io.exposuremonitor.connectors.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The exchange about one alert with one service: at most one letter is in flight, and the next
 * waits for its reply. A pending letter is replaced by a newer one of the same kind; a pending end
 * is dropped when the alert continues.
 */
final class Conversation {
  /** Not in any checkpoint yet. */
  private static final long UNSAVED = Long.MAX_VALUE;

  /** In the restored checkpoint, or not required to be in one. */
  private static final long ALWAYS_SAVED = Long.MIN_VALUE;

  private final String route;
  private final String key;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean triggered;
  private long triggeredIn = ALWAYS_SAVED;
  private @Nullable Letter repeat;
  private @Nullable CompletableFuture<Reply> inFlight;
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
    conversation.triggered = stored.triggered();
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
        triggered,
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
    return last == null ? triggered : last.letter.kind() == Letter.Kind.TRIGGER;
  }

  /** True when the alert ended before the service was known to have accepted its opening. */
  boolean isMissed() {
    Waiting last = waiting.peekLast();
    return last != null
        && last.letter.kind() == Letter.Kind.RESOLVE
        && !triggered
        && inFlight == null;
  }

  /** The urgency of the next letter, or 0 when none waits. */
  int urgency() {
    Waiting first = waiting.peekFirst();
    return first == null ? 0 : first.letter.urgency();
  }

  boolean isOver() {
    return waiting.isEmpty() && !triggered && inFlight == null;
  }

  /**
   * Adds a letter.
   *
   * @param saved true when it need not wait for a checkpoint
   */
  void post(Letter letter, long now, boolean saved) {
    long since = now;
    while (letter.kind() == Letter.Kind.TRIGGER && mayReplaceLast()) {
      since = Math.min(since, waiting.removeLast().since);
    }
    waiting.add(new Waiting(letter, since, saved ? ALWAYS_SAVED : UNSAVED));
  }

  /** Whether the last waiting letter may be replaced; the first one may be in flight. */
  private boolean mayReplaceLast() {
    return waiting.size() > (inFlight != null && !repeating ? 1 : 0);
  }

  void savedIn(long checkpoint) {
    for (Waiting letter : waiting) {
      if (letter.savedIn == UNSAVED) {
        letter.savedIn = checkpoint;
      }
    }
    if (triggeredIn == UNSAVED) {
      triggeredIn = checkpoint;
    }
  }

  /**
   * The letter that may be sent now: one that a completed checkpoint holds, or that has waited for
   * it too long. An end waits until a checkpoint holds that the opening was accepted: otherwise a
   * restart could open the alert again after its end.
   *
   * @param saved the latest completed checkpoint
   * @param overdueSince letters that have waited since this time or longer are sent without a
   *     checkpoint
   */
  Optional<Letter> ready(long now, long saved, long overdueSince) {
    Waiting first = waiting.peekFirst();
    if (first == null || inFlight != null || RetryAfter.isPaused(notBefore, now)) {
      return Optional.empty();
    }
    boolean held = first.savedIn > saved && first.since > overdueSince;
    boolean early = first.letter.kind() == Letter.Kind.RESOLVE && triggeredIn > saved;
    return held || early ? Optional.empty() : Optional.of(first.letter);
  }

  /** The letter to repeat, if there is no new one to send. */
  Optional<Letter> due(long now, long everyMillis) {
    // Sent in the future: the clock was set back since.
    boolean isTime = lastSent <= now - everyMillis || lastSent > now;
    boolean due = isTime && !RetryAfter.isPaused(notBefore, now);
    return triggered && waiting.isEmpty() && inFlight == null && due
        ? Optional.ofNullable(repeat)
        : Optional.empty();
  }

  /** When a letter was last sent, epoch milliseconds; earlier than any time when none was. */
  long lastSent() {
    return lastSent;
  }

  void sent(Letter letter, CompletableFuture<Reply> reply, long now) {
    sent = letter;
    repeating = waiting.isEmpty();
    inFlight = reply;
    lastSent = now;
  }

  /** The letter whose reply has arrived, or null. */
  @Nullable Letter answered() {
    return inFlight != null && inFlight.isDone() ? sent : null;
  }

  /** Handles the reply that has arrived. */
  Reply settle(boolean repeats, boolean saved) {
    CompletableFuture<Reply> done = inFlight;
    Letter letter = sent;
    if (done == null || letter == null) {
      throw new IllegalStateException("no request was in flight");
    }
    inFlight = null;
    sent = null;
    Reply reply = done.join();
    if (reply.outcome() == Reply.Outcome.RETRY) {
      failures++;
      return reply;
    }
    failures = 0;
    if (!repeating) {
      waiting.removeFirst();
      accepted(letter, reply.outcome() == Reply.Outcome.DELIVERED, repeats, saved);
    }
    return reply;
  }

  private void accepted(Letter letter, boolean delivered, boolean repeats, boolean saved) {
    if (letter.kind() == Letter.Kind.RESOLVE) {
      triggered = false;
      repeat = null;
    } else if (delivered && letter.kind() == Letter.Kind.TRIGGER) {
      triggered = true;
      repeat = repeats ? letter : null;
      triggeredIn = saved ? ALWAYS_SAVED : UNSAVED;
    }
  }

  int failures() {
    return failures;
  }

  void waitUntil(long moment) {
    notBefore = moment;
  }
}
