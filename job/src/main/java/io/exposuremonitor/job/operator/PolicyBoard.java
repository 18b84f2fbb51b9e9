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
 * Where the decoders of a process see what is in force. They are part of the sources, which no
 * broadcast reaches; so the rule operator, of which every process that decodes has a subtask, posts
 * here what it goes by. While nobody has, decoders pass on every record: the rules sort them out.
 * Thread-safe.
 */
public final class PolicyBoard implements RuleInterest {
  private static final Map<Name, PolicyBoard> BOARDS = new ConcurrentHashMap<>();

  /**
   * Which job's. Travels with the job.
   *
   * @param id unique
   */
  public record Name(String id) implements Serializable {
    public static Name random() {
      return new Name(UUID.randomUUID().toString());
    }
  }

  /**
   * What is in force.
   *
   * @param policy for the look at items
   * @param rules say which records are wanted
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

  /** Puts up what a subtask goes by now. */
  public synchronized void post(Object poster, Notice inForce) {
    posters.add(poster);
    put(inForce);
  }

  /** A subtask ends. What it posted stays while there are others. */
  public synchronized void withdraw(Object poster) {
    posters.remove(poster);
    if (posters.isEmpty()) {
      put(null);
    }
  }

  /** The number last: whoever sees the new one sees the new notice. */
  private synchronized void put(@Nullable Notice inForce) {
    notice = inForce;
    edition = edition + 1;
  }

  /** What is in force, or null while nobody has said. */
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
