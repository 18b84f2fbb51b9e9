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
 * The second input of an operator, on which policy changes arrive. The texts in force are kept in
 * broadcast state, so that after a restart all subtasks continue with the same ones, at any
 * parallelism, before the first one is sent to them. The state is read once, when it is restored.
 * Each of some fifty subtasks has such a state and writes it with every checkpoint, so the texts in
 * it are deflated, and one object for all of them.
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
   * Restores the state. Of the policy in the state and the one with which the job was started, the
   * one that was read later wins: a job that recovers from a failure continues with the former, a
   * newly started job uses the latter. Table sizes survive either way.
   *
   * @param store the operator's state
   * @param start the settings with which the job was started
   * @param startedAt when they were read, epoch milliseconds
   * @param user called when a policy other than that of the start is in force
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
    if (restored != null) {
      keep(restored);
    }
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

  /** Puts new texts into force. */
  void accept(PolicyTexts texts) throws Exception {
    keep(withRules ? texts : texts.withoutRules());
    since = texts.readAt();
    if (!Objects.equals(texts.version(), version) || !sizes.equals(texts.sizes())) {
      version = texts.version();
      sizes = texts.sizes();
      user.use(start.with(texts));
    }
  }

  private void keep(PolicyTexts texts) throws Exception {
    state.put(IN_FORCE, texts.deflate().shared());
  }

  /** When the texts in force were read, epoch milliseconds. */
  long since() {
    return since;
  }
}
