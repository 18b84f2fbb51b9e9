package io.exposuremonitor.connectors.alert;

import io.exposuremonitor.connectors.delivery.Delivery;
import io.exposuremonitor.connectors.failure.Backoff;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps letters until their services have accepted them: in order for each alert, at least once,
 * across restarts. Its owner posts letters and stores {@link #snapshot} in its checkpoints. Not
 * thread-safe.
 *
 * <p><b>Duplicates.</b> A letter is sent when a completed checkpoint holds it. So the decisions
 * that a restart repeats are the same as before, and an alert for which people were paged is known
 * under the same key. When no checkpoint completes for {@link #HOLD_LIMIT}, letters are sent
 * nevertheless, also if the job restarts in the meantime: being paged twice is better than not at
 * all.
 *
 * <p><b>Size.</b> One entry for each open alert and route, with its latest update only. Of alerts
 * that ended before their service had accepted them, {@value #MAX_MISSED} are kept for each route:
 * while a service is down, or a flood of alerts exceeds its rate, the least urgent of them are
 * dropped, and of equally urgent ones the last.
 *
 * <p><b>Order.</b> New letters go before repeats; the most urgent first, and of equally urgent ones
 * those of the oldest alert. Repeats go in the order of the last one sent, oldest first.
 */
public final class Outbox implements Delivery {
  /** How long a letter waits for a checkpoint that does not complete. */
  public static final Duration HOLD_LIMIT = Duration.ofMinutes(2);

  /** How many alerts of a route are kept that ended before its service had accepted them. */
  public static final int MAX_MISSED = 1_024;

  private static final Comparator<Conversation> MOST_URGENT_FIRST =
      Comparator.comparingInt(Conversation::urgency).reversed();

  private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  private static final long NO_CHECKPOINT = Long.MIN_VALUE;

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Map<Address, Conversation> conversations = new LinkedHashMap<>();
  private final boolean checkpoints;
  private final RandomGenerator random;
  private final Listener listener;
  private long saved = NO_CHECKPOINT;
  private boolean holding = true;

  private record Address(String route, String key) {}

  /** Receives the outcome of letters. */
  public interface Listener {
    /**
     * Called for a service's reply; letters with {@link Reply.Outcome#RETRY} will be sent again.
     */
    void replied(String route, Letter letter, Reply reply);

    /** Called for an alert that ended before its service accepted it and is not sent any more. */
    void dropped(String route, String key);
  }

  /**
   * @param services by the name of their route; closed by their owner
   * @param checkpoints false when the job takes none: then letters don't wait for one
   * @param random for jitter
   */
  public Outbox(
      Map<String, ? extends AlertService> services,
      boolean checkpoints,
      RandomGenerator random,
      Listener listener) {
    services.forEach((route, service) -> lanes.put(route, new Lane(service)));
    this.checkpoints = checkpoints;
    this.random = random;
    this.listener = listener;
  }

  /** True when the alert is open at that service, or will be. */
  public boolean isOpen(String route, String key) {
    Conversation conversation = conversations.get(new Address(route, key));
    return conversation != null && conversation.isOpen();
  }

  /** Adds a letter for a route. */
  public void post(String route, Letter letter, long now) {
    conversations
        .computeIfAbsent(new Address(route, letter.key()), a -> new Conversation(route, a.key()))
        .post(letter, now, !checkpoints);
  }

  /** The number of letters that were not accepted yet. */
  public int waiting(String route) {
    return conversations.values().stream()
        .filter(conversation -> conversation.route().equals(route))
        .mapToInt(Conversation::waitingCount)
        .sum();
  }

  @Override
  public boolean isEmpty() {
    return conversations.values().stream().allMatch(talk -> talk.waitingCount() == 0);
  }

  /** True while a service is paused because it keeps failing. */
  public boolean isBroken(String route) {
    Lane lane = lanes.get(route);
    return lane != null && lane.isBroken();
  }

  /** The entries to store with a checkpoint. */
  public List<OutboxEntry> snapshot(long checkpoint) {
    conversations.values().forEach(conversation -> conversation.savedIn(checkpoint));
    return conversations.values().stream().map(Conversation::stored).toList();
  }

  /**
   * To be called after a restart: if the checkpoint is older than {@link #HOLD_LIMIT}, none has
   * completed for that time, and letters wait for none until one does.
   *
   * @param taken when the checkpoint was taken from which the job starts, epoch milliseconds
   */
  public void startsFrom(long taken, long now) {
    holding = now - taken <= HOLD_LIMIT.toMillis();
  }

  @Override
  public void saved(long checkpoint) {
    holding = true;
    saved = Math.max(saved, checkpoint);
  }

  @Override
  public void release() {
    saved = Long.MAX_VALUE;
  }

  /** Restores an entry; false when its route no longer exists. */
  public boolean restore(OutboxEntry stored) {
    if (!lanes.containsKey(stored.route())) {
      return false;
    }
    conversations.put(new Address(stored.route(), stored.key()), Conversation.of(stored));
    return true;
  }

  @Override
  public void tick(long now) {
    conversations.values().forEach(conversation -> settle(conversation, now));
    conversations.values().removeIf(Conversation::isOver);
    lanes.keySet().forEach(this::dropMissed);
    long overdueSince = holding ? now - HOLD_LIMIT.toMillis() : Long.MAX_VALUE;
    conversations.values().stream()
        .filter(conversation -> conversation.ready(now, saved, overdueSince).isPresent())
        .sorted(MOST_URGENT_FIRST)
        .forEach(
            conversation ->
                conversation
                    .ready(now, saved, overdueSince)
                    .ifPresent(letter -> send(conversation, letter, now)));
    // Repeats use the part of the rate that new letters leave; when it is too small for all, they
    // take turns.
    conversations.values().stream()
        .filter(conversation -> repeat(conversation, now).isPresent())
        .sorted(Comparator.comparingLong(Conversation::lastSent))
        .forEach(
            conversation ->
                repeat(conversation, now).ifPresent(letter -> send(conversation, letter, now)));
  }

  private void dropMissed(String route) {
    conversations.values().stream()
        .filter(conversation -> conversation.route().equals(route) && conversation.isMissed())
        .sorted(MOST_URGENT_FIRST)
        .skip(MAX_MISSED)
        .map(Conversation::key)
        .toList()
        .forEach(
            key -> {
              conversations.remove(new Address(route, key));
              listener.dropped(route, key);
            });
  }

  private Optional<Letter> repeat(Conversation conversation, long now) {
    Duration every = lane(conversation).service().repeatEvery();
    return every == null ? Optional.empty() : conversation.due(now, every.toMillis());
  }

  /** Sends a letter if its service may be called now. */
  private void send(Conversation conversation, Letter letter, long now) {
    Lane lane = lane(conversation);
    if (lane.mayPass(now)) {
      lane.passed();
      conversation.sent(letter, lane.service().send(letter), now);
    }
  }

  private void settle(Conversation conversation, long now) {
    Letter letter = conversation.answered();
    if (letter == null) {
      return;
    }
    Lane lane = lane(conversation);
    Reply reply = conversation.settle(lane.service().repeatEvery() != null, !checkpoints);
    lane.answered(reply, now, random);
    if (reply.outcome() == Reply.Outcome.RETRY) {
      conversation.waitUntil(now + RETRIES.pause(conversation.failures(), random).toMillis());
    }
    listener.replied(conversation.route(), letter, reply);
  }

  private Lane lane(Conversation conversation) {
    Lane lane = lanes.get(conversation.route());
    if (lane == null) {
      throw new IllegalArgumentException("no such route: " + conversation.route());
    }
    return lane;
  }
}
