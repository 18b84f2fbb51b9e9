package io.exposuremonitor.job.operator;

import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.connectors.watch.WatchedFile;
import io.exposuremonitor.detectors.blindspot.PolicyRefusal;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a reading of policy and rules comes into force. A change takes effect once two
 * consecutive readings agree, because files may be read while they are being written. Then an
 * unusable or empty one is refused, and again every {@link #REPEAT} as long as it persists, so that
 * the finding stays open. Unreadable files are reported from the third consecutive failure.
 * Deterministic; not thread-safe.
 */
public final class PolicyGate {
  static final Duration REPEAT = Duration.ofHours(1);

  /**
   * Consecutive failed readings that are not reported, because networks and services have short
   * interruptions.
   */
  static final int PATIENCE = 2;

  private static final String NOTHING = "";

  private final MonitorSettings settings;
  private final boolean policyIsWatched;
  private final Refusals refusals;
  private PolicyTexts inForce;
  private String seen = NOTHING;
  private String refused = NOTHING;
  private long reportedAt;
  private int failures;

  /** Receives refusals. */
  interface Refusals {
    /**
     * @param again true when the same refusal was reported before
     */
    void refused(PolicyRefusal refusal, boolean again);
  }

  /**
   * @param settings for what is not watched, such as the inventory
   * @param policyIsWatched whether the first watched place holds the policy; the others hold rules
   * @param inForce the texts in force
   */
  PolicyGate(
      MonitorSettings settings, boolean policyIsWatched, PolicyTexts inForce, Refusals refusals) {
    this.settings = settings;
    this.policyIsWatched = policyIsWatched;
    this.inForce = inForce;
    this.refusals = refusals;
  }

  PolicyTexts inForce() {
    return inForce;
  }

  /**
   * Processes a reading.
   *
   * @param now epoch milliseconds
   * @return the texts that come into force, or null when nothing changes
   */
  @Nullable PolicyTexts offer(Reading reading, long now) {
    if (reading.isFailed()) {
      failures++;
      if (failures > PATIENCE) {
        refuse(
            PolicyRefusal.unreadable(reading.failedPlace(), reading.failure(), inForce.version()),
            reading.failedPlace() + '\n' + reading.failure(),
            now);
      }
      return null;
    }
    failures = 0;
    PolicyTexts read = texts(reading, now);
    boolean settled = read.version().equals(seen);
    seen = read.version();
    if (read.version().equals(inForce.version())) {
      refused = NOTHING;
      return null;
    }
    return settled ? decide(read, now) : null;
  }

  private @Nullable PolicyTexts decide(PolicyTexts read, long now) {
    PolicyRefusal refusal = refusal(read);
    if (refusal != null) {
      refuse(refusal, read.version(), now);
      return null;
    }
    refused = NOTHING;
    inForce = read;
    return read;
  }

  private @Nullable PolicyRefusal refusal(PolicyTexts read) {
    TextFile policy = read.policy();
    if (policy != null && policy.text().isBlank()) {
      return new PolicyRefusal(policy.name(), 0, 0, "it is empty", 1, inForce.version());
    }
    try {
      MonitorSettings changed = settings.with(read);
      changed.loadRules(changed.loadPolicy());
      return null;
    } catch (PolicyException invalid) {
      return PolicyRefusal.of(invalid, inForce.version());
    } catch (RuleException invalid) {
      return PolicyRefusal.of(invalid, inForce.version());
    }
  }

  private void refuse(PolicyRefusal refusal, String what, long now) {
    boolean again = what.equals(refused);
    if (!again || now - reportedAt >= REPEAT.toMillis()) {
      refused = what;
      reportedAt = now;
      refusals.refused(refusal, again);
    }
  }

  private PolicyTexts texts(Reading reading, long now) {
    TextFile policy = settings.policy();
    List<TextFile> rules = new ArrayList<>();
    for (int place = 0; place < reading.contents().size(); place++) {
      for (WatchedFile file : reading.contents().get(place).files()) {
        TextFile text = new TextFile(file.name(), file.text());
        if (policyIsWatched && place == 0) {
          policy = text;
        } else {
          rules.add(text);
        }
      }
    }
    return new PolicyTexts(MonitorSettings.version(policy, rules), now, policy, rules);
  }
}
