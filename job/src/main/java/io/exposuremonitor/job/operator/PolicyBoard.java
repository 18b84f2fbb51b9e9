package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.cloudtrail.RecordOutline;
import io.exposuremonitor.detectors.cloudtrail.RuleInterest;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.RuleSet;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes the policy and rules in force to the decoders of a process. Decoders are part of the
 * sources, which no broadcast reaches; therefore the rule operator, which has a subtask in every
 * process that decodes, posts here what it uses. Until the first post, decoders pass on every
 * record, and the rules sort them out. Thread-safe.
 */
public final class PolicyBoard implements RuleInterest {
  private static final Map<Name, PolicyBoard> BOARDS = new ConcurrentHashMap<>();

  /**
   * Identifies a job's board. Serialised with the job.
   *
   * @param id unique
   */
  public record Name(String id) implements Serializable {
    public static Name random() {
      return new Name(UUID.randomUUID().toString());
    }
  }

  /**
   * The content in force.
   *
   * @param policy by which items are classified
   * @param rules determine which records are passed on
   */
  public record Notice(Policy policy, RuleSet rules) {}

  private final Set<Object> posters = new HashSet<>();
  private volatile @Nullable Notice notice;
  private volatile int edition;

  private PolicyBoard() {}

  /** This process's board of a job. */
  public static PolicyBoard of(Name name) {
    return BOARDS.computeIfAbsent(name, any -> new PolicyBoard());
  }

  /** Posts what a subtask uses from now on. */
  public synchronized void post(Object poster, Notice inForce) {
    posters.add(poster);
    put(inForce);
  }

  /** Called when a subtask ends. Its notice stays while other subtasks run. */
  public synchronized void withdraw(Object poster) {
    posters.remove(poster);
    if (posters.isEmpty()) {
      put(null);
    }
  }

  /** Changes the edition last, so that a reader that sees the new edition sees the new notice. */
  private synchronized void put(@Nullable Notice inForce) {
    notice = inForce;
    edition = edition + 1;
  }

  /** The policy and rules in force, or null before the first post. */
  public @Nullable Notice notice() {
    return notice;
  }

  @Override
  public int edition() {
    return edition;
  }

  @Override
  public boolean wants(String eventSource, String eventName, boolean failed, boolean parameters) {
    Notice known = notice;
    return known == null || known.rules().wants(eventSource, eventName, failed, parameters);
  }

  @Override
  public boolean wants(RecordOutline record) {
    Notice known = notice;
    return known == null || known.rules().wants(record);
  }
}
