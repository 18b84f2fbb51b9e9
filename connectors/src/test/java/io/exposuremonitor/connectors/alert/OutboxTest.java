package io.exposuremonitor.connectors.alert;

import static io.exposuremonitor.connectors.alert.ScriptedService.DELIVERED;
import static io.exposuremonitor.connectors.alert.ScriptedService.FAILED;
import static io.exposuremonitor.connectors.alert.ScriptedService.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final String ROUTE = "soc";
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final int MANY = 300;

  private final List<Reply.Outcome> replies = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final Outbox.Listener heard = new Recorder();
  private long now = 1_000_000;
  private ScriptedService service = new ScriptedService();
  private Outbox outbox = outbox(true);

  private Outbox outbox(boolean checkpoints) {
    return outbox(Map.of(ROUTE, service), checkpoints);
  }

  private Outbox outbox(Map<String, ScriptedService> services, boolean checkpoints) {
    return new Outbox(services, checkpoints, new SplittableRandom(7), heard);
  }

  private final class Recorder implements Outbox.Listener {
    @Override
    public void replied(String route, Letter letter, Reply reply) {
      replies.add(reply.outcome());
    }

    @Override
    public void dropped(String route, String key) {
      dropped.add(route + ' ' + key);
    }
  }

  private static Letter urgent(String key, int urgency) {
    return new Letter(key, 1, Letter.Kind.TRIGGER, urgency, "{}");
  }

  private static Letter trigger(String key, long revision) {
    return new Letter(key, revision, Letter.Kind.TRIGGER, 3, "{\"revision\":" + revision + '}');
  }

  private static Letter resolve(String key, long revision) {
    return new Letter(key, revision, Letter.Kind.RESOLVE, 3, "{}");
  }

  private void post(Letter... letters) {
    for (Letter letter : letters) {
      outbox.post(ROUTE, letter, now);
    }
  }

  /** Takes and completes a checkpoint. */
  private List<OutboxEntry> checkpoint(long id) {
    List<OutboxEntry> stored = outbox.snapshot(id);
    outbox.saved(id);
    return stored;
  }

  /** Advances the time, one second at a time. */
  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      now += SECOND;
      outbox.tick(now);
    }
  }

  private void restart(List<OutboxEntry> stored) {
    outbox = outbox(true);
    stored.forEach(entry -> assertThat(outbox.restore(entry)).isTrue());
  }

  @Test
  void releaseSendsAllWithoutFurtherCheckpoint() {
    post(trigger("a", 1));
    checkpoint(1);
    pass(1);
    post(resolve("a", 2), trigger("b", 1));
    pass(1);
    assertThat(service.arrived).hasSize(1);

    outbox.release();
    pass(2);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(service.opened).containsExactly("a", "b");
    assertThat(service.open).containsExactly("b");
  }

  @Test
  void sendsLettersHeldByCompletedCheckpoint() {
    post(trigger("a", 1));
    pass(1);
    outbox.snapshot(1);
    post(trigger("b", 1));
    pass(1);
    assertThat(service.arrived).isEmpty();

    outbox.saved(1);
    pass(1);
    assertThat(service.arrived).containsExactly(trigger("a", 1));

    checkpoint(2);
    pass(1);
    assertThat(service.open).containsExactly("a", "b");
  }

  @Test
  void waitsAtMostTwoMinutesForCheckpoint() {
    post(trigger("a", 1));
    pass(119);
    assertThat(service.arrived).isEmpty();
    pass(1);
    assertThat(service.opened).containsExactly("a");
  }

  @Test
  void waitsForNoCheckpointAfterRestartFromOldOne() {
    outbox.startsFrom(now - 2 * MINUTE - 1, now);
    post(trigger("a", 1));
    pass(1);
    assertThat(service.opened).containsExactly("a");
    post(resolve("a", 2));
    pass(10);
    assertThat(service.open).as("an end waits all the same").containsExactly("a");

    checkpoint(1);
    post(trigger("b", 1));
    pass(60);
    assertThat(service.opened).as("checkpoints complete again").containsExactly("a");
    checkpoint(2);
    pass(1);
    assertThat(service.opened).containsExactly("a", "b");
  }

  @Test
  void waitsForCheckpointAfterRestartFromRecentOne() {
    outbox.startsFrom(now - 2 * MINUTE, now);
    post(trigger("a", 1));
    pass(119);
    assertThat(service.arrived).isEmpty();
    pass(1);
    assertThat(service.opened).containsExactly("a");
  }

  @Test
  void updatesDoNotProlongWaitForCheckpoint() {
    post(trigger("a", 1));
    pass(70);
    post(trigger("a", 2));
    pass(49);
    assertThat(service.arrived).isEmpty();
    pass(1);
    assertThat(service.arrived).containsExactly(trigger("a", 2));
  }

  @Test
  void noticeOfOlderCheckpointTakesNothingBack() {
    outbox.snapshot(1);
    post(trigger("a", 1));
    outbox.snapshot(2);
    outbox.saved(2);
    outbox.saved(1);
    pass(1);
    assertThat(service.opened).containsExactly("a");
  }

  @Test
  void countsWaitingLettersOfEachRoute() {
    outbox = outbox(Map.of(ROUTE, service, "other", new ScriptedService()), true);
    post(trigger("a", 1), trigger("b", 1));
    outbox.post("other", trigger("a", 1), now);
    assertThat(outbox.waiting(ROUTE)).isEqualTo(2);
    assertThat(outbox.waiting("other")).isOne();
  }

  @Test
  void sendsImmediatelyWithoutCheckpoints() {
    outbox = outbox(false);
    post(trigger("a", 1), resolve("a", 2));
    pass(3);
    assertThat(service.arrived).containsExactly(trigger("a", 1), resolve("a", 2));
    assertThat(outbox.snapshot(1)).isEmpty();
  }

  @Test
  void retriesUntilLetterIsDelivered() {
    service.willReply(FAILED, FAILED, FAILED);
    post(trigger("a", 1));
    checkpoint(1);
    pass(30);
    assertThat(service.opened).containsExactly("a");
    assertThat(replies)
        .containsExactly(
            Reply.Outcome.RETRY, Reply.Outcome.RETRY, Reply.Outcome.RETRY, Reply.Outcome.DELIVERED);
  }

  @Test
  void pausesLongerWithEachFailureUntilDelivery() {
    service.willReply(FAILED, FAILED, FAILED, FAILED, DELIVERED, FAILED, DELIVERED);
    post(trigger("a", 1));
    checkpoint(1);
    pass(5);
    assertThat(service.arrived).hasSizeLessThan(4);
    pass(25);
    assertThat(service.open).containsExactly("a");

    post(trigger("a", 2));
    checkpoint(2);
    pass(3);
    assertThat(replies)
        .as("the first failure after a delivery costs a second")
        .endsWith(Reply.Outcome.DELIVERED, Reply.Outcome.RETRY);
    assertThat(service.arrived).hasSize(7);
  }

  @Test
  void longestRequestedPauseCounts() {
    service.willReply(
        new Reply(Reply.Outcome.RETRY, "HTTP 429", Duration.ofSeconds(30)),
        new Reply(Reply.Outcome.RETRY, "HTTP 429", Duration.ofSeconds(5)));
    post(trigger("a", 1), trigger("b", 1));
    checkpoint(1);
    pass(31);
    assertThat(service.arrived).hasSize(2);
    pass(2);
    assertThat(service.open).containsExactly("a", "b");
  }

  @Test
  void pausesAsLongAsServiceRequests() {
    service.willReply(new Reply(Reply.Outcome.RETRY, "HTTP 429", Duration.ofSeconds(30)));
    post(trigger("a", 1));
    checkpoint(1);
    pass(1);
    post(trigger("b", 1));
    checkpoint(2);
    pass(29);
    assertThat(service.arrived).hasSize(1);
    pass(2);
    assertThat(service.open).containsExactly("a", "b");
  }

  @Test
  void endsPauseWhenClockWasSetBack() {
    service.willReply(new Reply(Reply.Outcome.RETRY, "HTTP 429", Duration.ofSeconds(30)));
    post(trigger("a", 1));
    checkpoint(1);
    pass(2);
    now -= 15 * MINUTE;
    pass(2);

    assertThat(service.open).containsExactly("a");
  }

  @Test
  void doesNotResendRefusedLetterButSendsItsUpdates() {
    service.willReply(REFUSED);
    post(trigger("a", 1));
    checkpoint(1);
    pass(60);
    assertThat(replies).containsExactly(Reply.Outcome.REFUSED);
    assertThat(outbox.waiting(ROUTE)).isZero();
    assertThat(outbox.isOpen(ROUTE, "a")).as("nobody was alerted").isFalse();

    post(trigger("a", 2));
    checkpoint(2);
    pass(1);
    assertThat(service.opened).containsExactly("a");
  }

  @Test
  void newerLetterReplacesUnsentOne() {
    post(trigger("a", 1), trigger("a", 2), trigger("a", 3));
    checkpoint(1);
    pass(10);
    assertThat(service.arrived).containsExactly(trigger("a", 3));
  }

  @Test
  void holdsUpdatesWhileLetterOfAlertIsInFlight() {
    service.fallSilent();
    post(trigger("a", 1));
    checkpoint(1);
    pass(1);
    post(trigger("a", 2), resolve("a", 3));
    checkpoint(2);
    pass(10);
    assertThat(service.arrived).containsExactly(trigger("a", 1));

    service.answerAll(FAILED);
    pass(10);
    checkpoint(3);
    pass(2);
    assertThat(service.arrived)
        .containsExactly(trigger("a", 1), trigger("a", 1), trigger("a", 2), resolve("a", 3));
  }

  @Test
  void dropsUnsentResolveWhenAlertIsTriggeredAgain() {
    post(trigger("a", 1));
    checkpoint(1);
    pass(1);
    checkpoint(2);
    post(resolve("a", 2), trigger("a", 3));
    assertThat(outbox.isOpen(ROUTE, "a")).isTrue();
    checkpoint(3);
    pass(2);
    assertThat(service.arrived).containsExactly(trigger("a", 1), trigger("a", 3));
  }

  @Test
  void knowsWhichAlertsAreOpen() {
    assertThat(outbox.isOpen(ROUTE, "a")).isFalse();
    post(trigger("a", 1));
    assertThat(outbox.isOpen(ROUTE, "a")).isTrue();
    checkpoint(1);
    pass(2);
    assertThat(outbox.isOpen(ROUTE, "a")).isTrue();
    checkpoint(2);
    post(resolve("a", 2));
    assertThat(outbox.isOpen(ROUTE, "a")).isFalse();
    checkpoint(3);
    pass(2);
    assertThat(service.open).isEmpty();
    assertThat(outbox.snapshot(4)).isEmpty();
  }

  @Test
  void holdsResolveUntilCheckpointRecordsDelivery() {
    post(trigger("a", 1));
    List<OutboxEntry> before = checkpoint(1);
    pass(1);
    post(resolve("a", 2));
    pass(600);
    assertThat(service.open).containsExactly("a");

    // A crash now sends the opening again, and the alert is open already.
    restart(before);
    pass(2);
    assertThat(service.opened).containsExactly("a");

    post(resolve("a", 2));
    checkpoint(2);
    pass(1);
    assertThat(service.open).isEmpty();
  }

  @Test
  void resendsLetterWhoseReplyWasLostInRestart() {
    service.fallSilent();
    post(trigger("a", 1));
    List<OutboxEntry> stored = checkpoint(1);
    pass(1);
    service = new ScriptedService();
    restart(stored);
    pass(1);
    assertThat(service.opened).containsExactly("a");
  }

  @Test
  void storesNoAcceptedLetterOfServiceWithoutRepeats() {
    post(trigger("a", 1));
    checkpoint(1);
    pass(2);
    assertThat(checkpoint(2))
        .containsExactly(new OutboxEntry(OutboxEntry.VERSION, ROUTE, "a", true, List.of(), null));
  }

  @Test
  void newerLetterReplacesOneThatWaitsForRepeat() {
    service = new ScriptedService(Duration.ofMinutes(2));
    outbox = outbox(true);
    post(trigger("a", 1));
    checkpoint(1);
    pass(2);
    service.fallSilent();
    pass(2 * 60);
    post(trigger("a", 2), trigger("a", 3));
    checkpoint(2);
    service.answerAll(DELIVERED);
    pass(2);
    assertThat(service.arrived).containsExactly(trigger("a", 1), trigger("a", 1), trigger("a", 3));
  }

  @Test
  void rejectsStoredEntryOfRemovedRoute() {
    OutboxEntry entry = new OutboxEntry(1, "gone", "a", true, List.of(), null);
    assertThat(outbox.restore(entry)).isFalse();
  }

  @Test
  void repeatsOpenAlertIfServiceRequiresIt() {
    service = new ScriptedService(Duration.ofMinutes(2));
    outbox = outbox(true);
    post(trigger("a", 1));
    checkpoint(1);
    pass(1);
    pass(4 * 60);
    assertThat(service.arrived).hasSize(3);

    List<OutboxEntry> stored = checkpoint(2);
    restart(stored);
    pass(1);
    assertThat(service.arrived).hasSize(4);

    post(resolve("a", 2));
    checkpoint(3);
    pass(600);
    assertThat(service.arrived).hasSize(5);
    assertThat(service.open).isEmpty();
  }

  @Test
  void repeatsOpenAlertAfterClockWasSetBack() {
    service = new ScriptedService(Duration.ofMinutes(2));
    outbox = outbox(true);
    post(trigger("a", 1));
    checkpoint(1);
    pass(5);
    now -= 10 * MINUTE;
    pass(5);

    assertThat(service.arrived).hasSize(2);
  }

  /** Opens more alerts than can be repeated within the interval after which they are due. */
  private void openMany() {
    service = new ScriptedService(Duration.ofMinutes(2));
    outbox = outbox(true);
    for (int i = 0; i < MANY; i++) {
      post(trigger("k" + i, 1));
    }
    checkpoint(1);
    pass(5 * 60);
    assertThat(service.open).hasSize(MANY);
    service.arrived.clear();
  }

  private List<String> arrivedKeys() {
    return service.arrived.stream().map(Letter::key).toList();
  }

  @Test
  void sendsNewLettersBeforeRepeats() {
    openMany();
    pass(10 * 60);
    checkpoint(2);
    post(trigger("new", 1), trigger("k299", 2), resolve("k298", 2));
    checkpoint(3);
    service.arrived.clear();
    pass(3);
    assertThat(service.arrived.subList(0, 3))
        .containsExactlyInAnyOrder(trigger("new", 1), trigger("k299", 2), resolve("k298", 2));
  }

  @Test
  void repeatsAlertsInTurnWhenRateIsExceeded() {
    openMany();
    // 90 a minute: all 300 take less than four minutes.
    pass(4 * 60);
    assertThat(arrivedKeys().stream().distinct()).hasSize(MANY);

    service.arrived.clear();
    pass(60 * 60);
    Map<String, Long> times =
        arrivedKeys().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(times).hasSize(MANY);
    assertThat(times.values()).allMatch(count -> count >= 17 && count <= 19);
  }

  @Test
  void repeatsAlertsInTurnAfterRestartAndNewOnesFirst() {
    openMany();
    List<OutboxEntry> stored = checkpoint(2);
    restart(stored);
    pass(20);
    post(trigger("new", 1));
    checkpoint(3);
    pass(2);
    assertThat(service.open).contains("new");

    pass(4 * 60);
    assertThat(arrivedKeys().stream().distinct()).hasSize(MANY + 1);
    assertThat(arrivedKeys().subList(0, MANY + 1)).doesNotHaveDuplicates();
  }

  @Test
  void staysBelowPagerDutyRateLimit() {
    for (int i = 0; i < 500; i++) {
      post(trigger("k" + i, 1));
    }
    checkpoint(1);
    List<Long> times = new ArrayList<>();
    while (service.arrived.size() < 500) {
      pass(1);
      while (times.size() < service.arrived.size()) {
        times.add(now);
      }
    }
    for (int i = 0; i + 120 < times.size(); i++) {
      assertThat(times.get(i + 120) - times.get(i)).isGreaterThan(MINUTE);
    }
  }

  @Test
  void rateRecoversAfterClockWasSetBack() {
    for (int i = 0; i < 200; i++) {
      post(trigger("k" + i, 1));
    }
    checkpoint(1);
    pass(20);
    int before = service.arrived.size();
    now -= 60 * MINUTE;
    pass(60);
    assertThat(service.arrived.size() - before).isGreaterThan(60);
  }

  private void failAll(String prefix, int letters, long checkpoint) {
    for (int i = 0; i < letters; i++) {
      service.willReply(FAILED);
      post(trigger(prefix + i, 1));
    }
    checkpoint(checkpoint);
    pass(2);
  }

  @Test
  void fiveFailuresInARowBreakRoute() {
    failAll("four", 4, 1);
    assertThat(outbox.isBroken(ROUTE)).isFalse();
    pass(10);
    assertThat(service.open).hasSize(4);

    failAll("five", 5, 2);
    assertThat(outbox.isBroken(ROUTE)).isTrue();
    service.fallSilent();
    int tried = service.arrived.size();
    pass(600);
    assertThat(service.arrived.size() - tried).as("one letter as a trial").isOne();
  }

  @Test
  void probesFailingServiceWithOneLetterAtATime() {
    for (int i = 0; i < 200; i++) {
      service.willReply(FAILED);
    }
    for (int i = 0; i < 20; i++) {
      post(trigger("k" + i, 1));
    }
    checkpoint(1);
    pass(1);
    assertThat(outbox.isBroken(ROUTE)).isFalse();
    pass(1);
    assertThat(outbox.isBroken(ROUTE)).isTrue();
    int tried = service.arrived.size();
    pass(600);
    assertThat(service.arrived.size() - tried).isLessThan(20);

    service.willReply();
    pass(24 * 3600);
    assertThat(service.open).hasSize(20);
    assertThat(outbox.isBroken(ROUTE)).isFalse();
    assertThat(replies).endsWith(DELIVERED.outcome());
  }

  @Test
  void deliversNoteOnceAndForgetsIt() {
    Letter note = new Letter("change:1", 1, Letter.Kind.NOTE, 3, "{}");
    service.willReply(FAILED, DELIVERED);
    post(note);
    assertThat(outbox.isOpen(ROUTE, note.key())).isFalse();
    pass(1);
    assertThat(service.arrived).as("no checkpoint holds it yet").isEmpty();
    checkpoint(1);
    pass(10);
    assertThat(service.arrived).containsExactly(note, note);
    assertThat(replies).containsExactly(Reply.Outcome.RETRY, Reply.Outcome.DELIVERED);
    assertThat(outbox.snapshot(2)).isEmpty();
  }

  @Test
  void sendsMostUrgentLetterFirstAndThenOldest() {
    service.willReply(new Reply(Reply.Outcome.RETRY, "HTTP 429", Duration.ofSeconds(30)));
    post(trigger("first", 1));
    checkpoint(1);
    pass(2);
    post(urgent("low-1", 1), urgent("high-1", 3), urgent("low-2", 1), urgent("critical", 4));
    post(urgent("high-2", 3));
    checkpoint(2);
    service.arrived.clear();
    pass(40);
    assertThat(arrivedKeys())
        .containsExactly("critical", "first", "high-1", "high-2", "low-1", "low-2");
  }

  @Test
  void criticalAlertDoesNotWaitBehindFlood() {
    for (int i = 0; i < 5_000; i++) {
      post(urgent("flood-" + i, 3));
    }
    checkpoint(1);
    pass(60);
    assertThat(service.arrived).hasSizeLessThan(200);
    post(urgent("theft", 4));
    checkpoint(2);
    pass(2);
    assertThat(service.opened).contains("theft");
  }

  /** Alerts that end before the silent service could be asked to open them. */
  private void miss(String prefix, int alerts, int urgency) {
    for (int i = 0; i < alerts; i++) {
      String key = prefix + i;
      post(urgent(key, urgency), new Letter(key, 2, Letter.Kind.RESOLVE, urgency, "{}"));
    }
  }

  @Test
  void keepsAsManyMissedAlertsAsAllowed() {
    miss("a", Outbox.MAX_MISSED, 3);
    for (int i = 0; i < Outbox.MAX_MISSED; i++) {
      post(trigger("open-" + i, 1));
    }
    pass(1);
    assertThat(dropped).isEmpty();

    miss("b", 1, 3);
    pass(1);
    assertThat(dropped).containsExactly("soc b0");
    assertThat(outbox.waiting(ROUTE)).isEqualTo(3 * Outbox.MAX_MISSED);
  }

  @Test
  void dropsLeastUrgentOfMissedAlertsAndOfThoseTheLast() {
    miss("high", Outbox.MAX_MISSED - 2, 3);
    miss("low", 3, 1);
    miss("critical", 1, 4);
    pass(1);
    assertThat(dropped).containsExactly("soc low1", "soc low2");

    outbox.release();
    pass(24 * 3600);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(service.open).isEmpty();
    assertThat(service.opened)
        .hasSize(Outbox.MAX_MISSED)
        .contains("low0", "critical0")
        .startsWith("critical0");
  }

  @Test
  void dropsNoAlertThatItsServiceHasOrMayHaveAccepted() {
    outbox = outbox(false);
    post(urgent("accepted", 1));
    pass(2);
    service.fallSilent();
    post(urgent("in flight", 1));
    pass(1);
    post(new Letter("accepted", 2, Letter.Kind.RESOLVE, 1, "{}"));
    post(new Letter("in flight", 2, Letter.Kind.RESOLVE, 1, "{}"));
    miss("high", Outbox.MAX_MISSED + 5, 3);
    outbox.tick(now);
    assertThat(dropped).hasSize(5).allMatch(key -> key.startsWith("soc high"));
  }

  @Test
  void missedAlertsOfOneRouteLeaveRoomForAnother() {
    outbox = outbox(Map.of(ROUTE, service, "other", new ScriptedService()), true);
    miss("a", Outbox.MAX_MISSED, 3);
    outbox.post("other", trigger("a0", 1), now);
    outbox.post("other", resolve("a0", 2), now);
    pass(1);
    assertThat(dropped).isEmpty();
  }

  @Test
  void droppedAlertThatContinuesIsOpenedAnew() {
    miss("a", Outbox.MAX_MISSED + 1, 3);
    pass(1);
    String key = "a" + Outbox.MAX_MISSED;
    assertThat(dropped).containsExactly("soc " + key);
    post(urgent(key, 4));
    checkpoint(1);
    pass(1);
    assertThat(service.open).contains(key);
  }
}
