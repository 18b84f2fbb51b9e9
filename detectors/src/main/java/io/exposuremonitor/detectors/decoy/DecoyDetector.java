package io.exposuremonitor.detectors.decoy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Decoys;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * {@code decoy.touched}: an actor reads, writes, exports or backs up a decoy table, reads its
 * stream, or names the key of a decoy item. Stateless: a single call is enough, whether it
 * succeeded or not.
 *
 * <p>Actors that the policy exempts are ignored, as are AWS services on their own behalf, which
 * back up and replicate every table.
 */
public final class DecoyDetector {
  private final Decoys decoys;
  private final DecoyKeys keys;

  /**
   * @param policy policy with the decoys
   * @param hasher hashes their keys in the same way as the decoder hashes those of calls
   */
  public DecoyDetector(Policy policy, KeyHasher hasher) {
    decoys = policy.decoys();
    keys = new DecoyKeys(decoys.keys(), hasher);
  }

  /**
   * Judges an actor's calls on a table.
   *
   * @param out receives a signal if a decoy was touched
   */
  public void on(ActivityBundle bundle, Consumer<Signal> out) {
    on(bundle, TableArns.ofStream(bundle.resource()), out);
    restores(bundle, out);
  }

  /**
   * A restore is recorded as a call on the table that it creates; the decoy is the restore's
   * source.
   */
  private void restores(ActivityBundle bundle, Consumer<Signal> out) {
    Set<String> sources = new TreeSet<>();
    for (Facet facet : bundle.facets()) {
      if (facet.operation().isRestore() && matchesAny(facet.index())) {
        sources.add(facet.index());
      }
    }
    if (sources.isEmpty() || mayTouch(bundle.actor())) {
      return;
    }
    for (String source : sources) {
      Touches touches = new Touches(bundle, source);
      for (int i = 0; i < bundle.size(); i++) {
        Facet facet = bundle.facetOf(i);
        touches.add(i, facet.operation().isRestore() && facet.index().equals(source), 0);
      }
      out.accept(touches.signal());
    }
  }

  private void on(ActivityBundle bundle, String table, Consumer<Signal> out) {
    boolean whole = matchesAny(table);
    long[] hashes = keys.of(table);
    if ((!whole && hashes.length == 0) || mayTouch(bundle.actor())) {
      return;
    }
    Touches touches = new Touches(bundle, table);
    for (int i = 0; i < bundle.size(); i++) {
      Facet facet = bundle.facetOf(i);
      if (touches(facet)) {
        touches.add(i, whole, whole ? 0 : named(bundle, i, hashes));
      }
    }
    if (!touches.isEmpty()) {
      out.accept(touches.signal());
    }
  }

  /**
   * Backups by AWS Backup don't count: it uses a role of the account, but acts for its backup plan.
   */
  private static boolean touches(Facet facet) {
    return switch (facet.operation()) {
      case STREAM_DESCRIBE -> true;
      case UPDATE_CONTINUOUS_BACKUPS -> false;
      case CREATE_BACKUP, START_BACKUP_JOB -> !facet.origin().byBackupPlan();
      default -> !facet.operation().isLook();
    };
  }

  private boolean matchesAny(String table) {
    return !table.isEmpty()
        && decoys.tables().stream().anyMatch(pattern -> Pattern.matchesTable(pattern, table));
  }

  private boolean mayTouch(Actor actor) {
    return actor.kind() == Actor.Kind.SERVICE || Pattern.matchesAny(decoys.exempt(), actor.id());
  }

  /** Number of an activity's keys that belong to decoy items. */
  private static int named(ActivityBundle bundle, int activity, long[] hashes) {
    int named = 0;
    for (int k = bundle.keyStart(activity); k < bundle.keyEnd()[activity]; k++) {
      for (long hash : hashes) {
        named += bundle.keys()[k] == hash ? 1 : 0;
      }
    }
    return named;
  }
}
