package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.FirstSeen;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An actor's uses of tables: a view on its {@link DeniedBurstState}. Uses of tables in other
 * accounts are remembered apart, since anyone can have tables in an account of their own, and use
 * those only to fill up the memory.
 */
final class TableUses {
  private final DeniedBurstState state;
  private final Actor actor;
  private final Policy policy;

  TableUses(DeniedBurstState state, Actor actor, Policy policy) {
    this.state = state;
    this.actor = actor;
    this.policy = policy;
  }

  /** Whether a use is new to the actor, as far as the state shows. */
  boolean isNew(long use, String table, Horizon horizon) {
    return horizon.isNew(get(use))
        && horizon.isNew(isOurs(table) ? state.forgetting : state.foreignForgetting);
  }

  /** When the actor succeeded in a use; null for never. */
  @Nullable Recency get(long use) {
    Recency known = state.uses.get(use);
    return known == null ? state.foreignUses.get(use) : known;
  }

  void remember(long use, String table, Horizon horizon) {
    List<Long> uses = List.of(use);
    if (isOurs(table)) {
      state.forgetting =
          new FirstSeen(state.uses, DeniedBurstState.MAX_USES)
              .remember(uses, horizon, state.forgetting);
    } else {
      state.foreignForgetting =
          new FirstSeen(state.foreignUses, DeniedBurstState.MAX_USES)
              .remember(uses, horizon, state.foreignForgetting);
    }
  }

  /** True for tables of the actor's account, or of an account that the policy lists as ours. */
  private boolean isOurs(String table) {
    String account = Arns.account(table);
    return account.equals(actor.account()) || policy.own().accounts().contains(account);
  }
}
