package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.bulkread.Coverage;
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
 * Adjusts the level of findings to the sensitivity of their table. A table that the policy labels
 * restricted, or that was found to hold especially harmful classes of data, raises the level by one
 * step; a public table without sensitive data lowers it by one. The classes of data are added to
 * the finding's message and evidence. Deterministic; the caller owns state and timers and
 * serialises the calls for a key.
 *
 * <p>A bulk-read finding whose detector did not know the table's size gets the share that was read
 * if an inventory knows the size. A restored table is as sensitive as its source, by policy label
 * and by content; see {@link Inheritance}.
 *
 * <p>A finding below the policy's minimum level after weighing is withheld. A live finding is
 * reported as opened if it reaches that level while it is open.
 *
 * <p>The holdings that count are those at the end of the four-hour period in which the finding ends
 * ({@link Holdings#nextAfter}), so that the result is a function of the events alone.
 *
 * <ul>
 *   <li><b>Replay</b>: a finding waits until those holdings are known.
 *   <li><b>Live</b>: nothing waits. A finding is weighed by the holdings known so far, and updated
 *       if later holdings raise its level while it is open. A reported level never falls.
 * </ul>
 */
public final class Weigher {
  /** Maximum number of changes in holdings kept; the oldest are evicted first. */
  static final int MAX_HOLDINGS = 64;

  /**
   * Maximum number of open findings of a table that may still be raised; the least recently updated
   * are evicted first.
   */
  static final int MAX_OPEN = 32;

  private final Reporting reporting;
  private Policy policy;

  public Weigher(Policy policy, Reporting reporting) {
    this.policy = policy;
    this.reporting = reporting;
  }

  /** Replaces the policy. What has been reported of open findings is not revised. */
  public void use(Policy changed) {
    policy = changed;
  }

  /** The key that joins findings with holdings: the ARN of the table, also for its streams. */
  public static String table(Finding finding) {
    return TableArns.ofStream(finding.resource());
  }

  /**
   * When a waiting finding can be weighed: once the watermark, which trails event time by the
   * lateness bound, has passed this. Epoch milliseconds.
   */
  public static long due(Finding finding) {
    return Holdings.nextAfter(finding.end());
  }

  /** True if findings wait for {@link #due}. */
  public boolean waits() {
    return reporting == Reporting.FINAL;
  }

  /**
   * Processes a finding of this table and returns the state to keep, or null.
   *
   * @param minor receives the finding when it closes and is known not to have been reported
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
    ReportedFinding before = taken(state.open, finding.uid());
    Finding weighed = weighed(state, finding);
    Finding now =
        before != null && before.level().atLeast(weighed.level())
            ? Weight.at(weighed, before.level())
            : weighed;
    boolean closed = finding.phase() == Phase.CLOSED;
    boolean reported = before != null && !before.withheld();
    // Of a finding whose entry was evicted it is not known whether it was reported. Its end is
    // always passed on, since whoever was told of the finding would otherwise take it for open.
    boolean evicted =
        before == null && finding.phase() != Phase.OPENED && (closed || !isMinor(now));
    boolean withheld = !reported && !evicted && (closed || isMinor(now));
    if (reported || evicted) {
      out.accept(now);
    } else if (!withheld) {
      out.accept(Weight.opened(now));
    } else if (closed) {
      minor.accept(now);
    }
    if (!closed) {
      state.open.add(new ReportedFinding(finding, now.level(), withheld));
    }
    if (state.open.size() > MAX_OPEN) {
      state.open.remove(0);
    }
    return kept(state);
  }

  /**
   * Processes the holdings of this table. They contain all that is known by now, so those of a
   * later time that were processed before are replaced.
   */
  public @Nullable WeighingState on(
      @Nullable WeighingState known, Holdings holdings, Consumer<Finding> out) {
    WeighingState state = known == null ? new WeighingState() : known;
    List<Holdings> all = state.holdings;
    all.removeIf(earlierKnown -> earlierKnown.time() >= holdings.time());
    boolean changed = all.isEmpty() || !isSame(all.get(all.size() - 1), holdings);
    if (changed) {
      all.add(holdings);
    }
    if (all.size() > MAX_HOLDINGS) {
      all.remove(0);
    }
    if (changed) {
      state.open.replaceAll(reported -> raised(state, reported, holdings.time(), out));
    }
    return kept(state);
  }

  /**
   * Records the size of this table, so that later findings can state the share that was read.
   *
   * @param size zero when it is no longer known
   */
  public @Nullable WeighingState on(@Nullable WeighingState known, TableSize size) {
    WeighingState state = known == null ? new WeighingState() : known;
    state.sizeBytes = size.sizeBytes();
    state.itemCount = size.itemCount();
    return kept(state);
  }

  /**
   * Emits the waiting findings that are due by {@code time}, epoch milliseconds.
   *
   * @param minor receives those below the minimum level
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

  private ReportedFinding raised(
      WeighingState state, ReportedFinding reported, long time, Consumer<Finding> out) {
    Finding weighed = weighed(state, reported.finding());
    if (weighed.level().compareTo(reported.level()) <= 0) {
      return reported;
    }
    boolean withheld = reported.withheld() && isMinor(weighed);
    if (!withheld) {
      Finding update = Weight.updated(weighed, Math.max(weighed.time(), time));
      out.accept(reported.withheld() ? Weight.opened(update) : update);
    }
    return new ReportedFinding(reported.finding(), weighed.level(), withheld);
  }

  private boolean isMinor(Finding weighed) {
    return !weighed.level().atLeast(policy.findings().minimumLevel());
  }

  /** Removes and returns the entry of a finding, or null if there is none. */
  private static @Nullable ReportedFinding taken(List<ReportedFinding> open, String uid) {
    for (ReportedFinding reported : open) {
      if (reported.finding().uid().equals(uid)) {
        open.remove(reported);
        return reported;
      }
    }
    return null;
  }

  private Finding weighed(WeighingState state, Finding finding) {
    Holdings held = new Holdings(table(finding), 0, List.of());
    for (Holdings holdings : state.holdings) {
      if (holdings.time() <= due(finding)) {
        held = holdings;
      }
    }
    Finding sized = new Share(new Coverage(state.sizeBytes, state.itemCount)).applyTo(finding);
    return new Weight(label(table(finding)), inherited(held.sources()), held.classes())
        .applyTo(sized);
  }

  /** The table's sensitivity by policy, or null. */
  private Policy.@Nullable Sensitivity label(String tableArn) {
    Policy.Table table = policy.tableOf(tableArn);
    return table == null ? null : table.sensitivity();
  }

  private static boolean isSame(Holdings one, Holdings other) {
    return one.classes().equals(other.classes()) && one.sources().equals(other.sources());
  }

  /** The highest sensitivity by policy among the source tables, or null. */
  private Policy.@Nullable Sensitivity inherited(List<String> sources) {
    Policy.Sensitivity highest = null;
    for (String source : sources) {
      highest = Policy.Sensitivity.higher(highest, label(source));
    }
    return highest;
  }

  private static @Nullable WeighingState kept(WeighingState state) {
    boolean holdsNothing =
        state.holdings.stream().allMatch(h -> h.classes().isEmpty() && h.sources().isEmpty());
    boolean sizeUnknown = state.sizeBytes == 0 && state.itemCount == 0;
    boolean idle = state.open.isEmpty() && state.waiting.isEmpty();
    return holdsNothing && sizeUnknown && idle ? null : state;
  }
}
