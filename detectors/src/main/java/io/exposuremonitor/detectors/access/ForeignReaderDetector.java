package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code access.foreign-reader}: a principal of a foreign account reads items or changes of a
 * table. Stateless: who may do so is a matter of the policy, not of habit, since the grant may be
 * older than the logs.
 *
 * <p>An account is foreign if the policy lists others as ours, and neither lists this one nor lets
 * it read. The account whose log contains the call, and that of the table, may be missing in the
 * list: neither is foreign to itself. Of Kinesis streams, only those that carry changes of tables
 * according to the policy are relevant.
 */
public final class ForeignReaderDetector {
  private final Policy policy;
  private final Set<String> readers;
  private final boolean knowsOurs;

  /**
   * @param policy policy with our accounts and those that may read
   */
  public ForeignReaderDetector(Policy policy) {
    this.policy = policy;
    readers = new HashSet<>(policy.own().accounts());
    knowsOurs = !readers.isEmpty();
    readers.addAll(policy.approved().readerAccounts());
  }

  /**
   * Judges an actor's use of a table.
   *
   * @param out receives a signal if a foreign account read the table
   */
  public void on(Sighting sighting, Consumer<Signal> out) {
    String account = sighting.actor().account();
    if (knowsOurs
        && !account.isEmpty()
        && !readers.contains(account)
        && isRead(sighting.kind())
        && !isAtHome(account, sighting)
        && !isKnownConsumer(sighting)) {
      out.accept(ForeignReaderSignal.of(sighting));
    }
  }

  private static boolean isRead(Kind kind) {
    return kind == Kind.READ || kind == Kind.READ_BACK || kind == Kind.STREAM;
  }

  private static boolean isAtHome(String account, Sighting sighting) {
    String resource = sighting.resource();
    return resource.isEmpty()
        || account.equals(sighting.account())
        || account.equals(Arns.account(resource));
  }

  /** True for a known reader of a stream, and for a Kinesis stream with other data. */
  private boolean isKnownConsumer(Sighting sighting) {
    String stream = sighting.resource();
    return sighting.kind() == Kind.STREAM
        && ((Arns.isOf("kinesis", stream) && !policy.carriesChanges(stream))
            || policy.consumers().stream()
                .anyMatch(
                    known ->
                        Pattern.matches(known.actor(), sighting.actor().id())
                            && Pattern.matches(known.stream(), stream)));
  }
}
