package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weighs findings by what their table holds. A table that the policy calls restricted, or of which
 * was learned that it holds what does lasting harm, makes a finding one step worse; one that is
 * public, and holds nothing else, one step less bad. What the table holds is told in the finding's
 * sentence and evidence. Deterministic; the caller owns the state and the timers, one call at a
 * time per key.
 *
 * <p>Where an inventory tells how large a table is, and the detector of a bulk read did not know,
 * the share that was read is told too. A table that was restored from another counts for as
 * sensitive as that one, by the policy's word for it and by what it held; see {@link Inheritance}.
 *
 * <p>What is below the policy's minimum level once it is weighed is not told. Live, it is told, as
 * opened, when it rises to that level while it is open.
 *
 * <p>What counts is what the table held at the end of the four hours that the finding ends in
 * ({@link Holdings#nextAfter}): a function of what happened, and of nothing else.
 *
 * <ul>
 *   <li><b>Replay</b>: a finding waits until that is known.
 *   <li><b>Live</b>: nothing waits. A finding is weighed by what is known of the time so far; when
 *       more becomes known while it is open, and makes it worse, it is updated. A level that was
 *       told never sinks.
 * </ul>
 */
public final class Weigher {
  /** Changes of what a table holds that are remembered; the oldest go first. */
  static final int MOST_HOLDINGS = 64;

  /** Open findings of a table that later knowledge may raise; those told longest ago go first. */
  static final int MOST_OPEN = 32;

  private final Reporting reporting;
  private Policy policy;

  public Weigher(Policy policy, Reporting reporting) {
    this.policy = policy;
    this.reporting = reporting;
  }

  /** From now on this policy holds. What was told of open findings stays as it was told. */
  public void use(Policy changed) {
    policy = changed;
  }

  /** What findings and holdings are joined by: the table, also that of a stream. */
  public static String table(Finding finding) {
    return TableArns.ofStream(finding.resource());
  }

  /**
   * When what counts for a waiting finding is known: once event time has passed this by the
   * lateness bound. Epoch milliseconds.
   */
  public static long due(Finding finding) {
    return Holdings.nextAfter(finding.end());
  }

  /** True when findings wait for {@link #due}. */
  public boolean waits() {
    return reporting == Reporting.FINAL;
  }

  /**
   * Takes a finding of this table; gives the state to keep, or null.
   *
   * @param minor gets the finding at its end, if nobody was told of it
   */
  public @Nullable WeighingState on(
      @Nullable WeighingState known,
      Finding finding,
      Consumer<Finding> out,
      Consumer<Finding> minor) {
    WeighingState state = known == null ? new WeighingState() : known;
    if (waits()) {
      state.waiting.add(finding);
      return state;
    }
    ToldFinding before = taken(state.open, finding.uid());
    Finding weighed = weighed(state, finding);
    Finding now =
        before != null && before.level().atLeast(weighed.level())
            ? Weight.at(weighed, before.level())
            : weighed;
    boolean closed = finding.phase() == Phase.CLOSED;
    boolean told = before != null && !before.withheld();
    boolean forgotten = before == null && finding.phase() != Phase.OPENED && !isMinor(now);
    boolean withheld = !told && !forgotten && (closed || isMinor(now));
    if (told || forgotten) {
      out.accept(now);
    } else if (!withheld) {
      out.accept(Weight.opened(now));
    } else if (closed) {
      minor.accept(now);
    }
    if (!closed) {
      state.open.add(new ToldFinding(finding, now.level(), withheld));
    }
    if (state.open.size() > MOST_OPEN) {
      state.open.remove(0);
    }
    return kept(state);
  }

  /** Takes what this table holds, as of a time after those taken before. */
  public @Nullable WeighingState on(
      @Nullable WeighingState known, Holdings holdings, Consumer<Finding> out) {
    WeighingState state = known == null ? new WeighingState() : known;
    List<Holdings> all = state.holdings;
    boolean isNews = all.isEmpty() || !isSame(all.get(all.size() - 1), holdings);
    if (isNews) {
      all.add(holdings);
    }
    if (all.size() > MOST_HOLDINGS) {
      all.remove(0);
    }
    if (isNews) {
      state.open.replaceAll(told -> raised(state, told, holdings.time(), out));
    }
    return kept(state);
  }

  /** Takes how large this table is: the next findings of it tell which share was read. */
  public WeighingState on(@Nullable WeighingState known, TableSize size) {
    WeighingState state = known == null ? new WeighingState() : known;
    state.sizeBytes = size.sizeBytes();
    state.itemCount = size.itemCount();
    return state;
  }

  /**
   * Lets the waiting findings go that are due by a time, epoch milliseconds.
   *
   * @param minor gets those that nobody is to be told of
   */
  public @Nullable WeighingState onTime(
      WeighingState state, long time, Consumer<Finding> out, Consumer<Finding> minor) {
    List<Finding> waiting = new ArrayList<>();
    for (Finding finding : state.waiting) {
      if (due(finding) <= time) {
        Finding weighed = weighed(state, finding);
        (isMinor(weighed) ? minor : out).accept(weighed);
      } else {
        waiting.add(finding);
      }
    }
    state.waiting = waiting;
    return kept(state);
  }

  private ToldFinding raised(
      WeighingState state, ToldFinding told, long time, Consumer<Finding> out) {
    Finding weighed = weighed(state, told.finding());
    if (weighed.level().compareTo(told.level()) <= 0) {
      return told;
    }
    boolean withheld = told.withheld() && isMinor(weighed);
    if (!withheld) {
      Finding news = Weight.updated(weighed, Math.max(weighed.time(), time));
      out.accept(told.withheld() ? Weight.opened(news) : news);
    }
    return new ToldFinding(told.finding(), weighed.level(), withheld);
  }

  private boolean isMinor(Finding weighed) {
    return !weighed.level().atLeast(policy.findings().minimumLevel());
  }

  /** Takes out what is remembered of a finding, or null. */
  private static @Nullable ToldFinding taken(List<ToldFinding> open, String uid) {
    for (ToldFinding told : open) {
      if (told.finding().uid().equals(uid)) {
        open.remove(told);
        return told;
      }
    }
    return null;
  }

  private Finding weighed(WeighingState state, Finding finding) {
    Policy.Table table = policy.table(table(finding));
    Holdings held = new Holdings(table(finding), 0, List.of());
    for (Holdings holdings : state.holdings) {
      if (holdings.time() <= due(finding)) {
        held = holdings;
      }
    }
    Policy.Sensitivity label = table == null ? null : table.sensitivity();
    Finding told = new Share(state.sizeBytes, state.itemCount).applyTo(finding);
    return new Weight(label, inherited(held.sources()), held.classes()).applyTo(told);
  }

  private static boolean isSame(Holdings one, Holdings other) {
    return one.classes().equals(other.classes()) && one.sources().equals(other.sources());
  }

  /** The worst of what the policy says of the tables that a table was restored from, or null. */
  private Policy.@Nullable Sensitivity inherited(List<String> sources) {
    Policy.Sensitivity worst = null;
    for (String source : sources) {
      Policy.Table table = policy.table(source);
      Policy.Sensitivity label = table == null ? null : table.sensitivity();
      if (label != null && (worst == null || label.compareTo(worst) > 0)) {
        worst = label;
      }
    }
    return worst;
  }

  private static @Nullable WeighingState kept(WeighingState state) {
    boolean holdsNothing =
        state.holdings.stream().allMatch(h -> h.classes().isEmpty() && h.sources().isEmpty());
    boolean sizeUnknown = state.sizeBytes == 0 && state.itemCount == 0;
    boolean idle = state.open.isEmpty() && state.waiting.isEmpty();
    return holdsNothing && sizeUnknown && idle ? null : state;
  }
}
