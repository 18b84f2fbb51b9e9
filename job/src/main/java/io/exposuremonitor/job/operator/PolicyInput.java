package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The side of an operator on which changes of the policy come in. What is in force lies in its
 * broadcast state, so that all subtasks go on by the same after a restart, however many there are
 * then. The state is read once, when it is restored; elements are handled by what was made of it.
 */
public final class PolicyInput {
  static final MapStateDescriptor<String, PolicyTexts> STATE =
      new MapStateDescriptor<>("policy", Types.STRING, StreamTypes.POLICY_TEXTS);

  private static final String IN_FORCE = "in-force";

  private final MonitorSettings start;
  private final PolicyUser user;
  private final boolean withRules;
  private final BroadcastState<String, PolicyTexts> state;
  private String version;
  private List<TableSize> sizes;
  private volatile long since;

  /**
   * Restores. Of the policy in the state and the one that the job was started with, the one that
   * was read later holds: a job that fails goes on by the former, and one that is started anew by
   * the latter. Sizes of tables stay known either way.
   *
   * @param store of the operator
   * @param start what the job was started with
   * @param startedAt when that was read, epoch milliseconds
   * @param user told of what holds when that is not what it was started with
   * @param withRules whether the user evaluates rules
   */
  PolicyInput(
      OperatorStateStore store,
      MonitorSettings start,
      long startedAt,
      PolicyUser user,
      boolean withRules)
      throws Exception {
    this.start = start;
    this.user = user;
    this.withRules = withRules;
    state = store.getBroadcastState(STATE);
    PolicyTexts restored = state.get(IN_FORCE);
    sizes = restored == null ? List.of() : restored.sizes();
    if (restored == null || restored.readAt() <= startedAt) {
      version = start.version();
      since = startedAt;
      if (!sizes.isEmpty()) {
        user.use(start.sized(sizes));
      }
    } else {
      version = restored.version();
      since = restored.readAt();
      user.use(start.with(restored));
    }
  }

  /** Takes what is in force now. */
  void accept(PolicyTexts texts) throws Exception {
    state.put(IN_FORCE, withRules ? texts : texts.withoutRules());
    since = texts.readAt();
    if (!Objects.equals(texts.version(), version) || !sizes.equals(texts.sizes())) {
      version = texts.version();
      sizes = texts.sizes();
      user.use(start.with(texts));
    }
  }

  /** When what is in force was read, epoch milliseconds. */
  long since() {
    return since;
  }
}
