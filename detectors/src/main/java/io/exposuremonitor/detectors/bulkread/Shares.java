package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reads of a table within a window by actor, measured by one amount.
 *
 * @param all largest first; those of undistinguished actors last
 * @param amount what the shares are measured in
 */
record Shares(List<Share> all, ReadAmount amount) {
  private static final double TAKES_PART = 0.05;
  private static final double EXPLAINS_IT = 0.60;
  private static final int NAMED_ACTORS = 10;

  /**
   * The reads of one actor, or of the undistinguished actors together.
   *
   * @param actors number of actors
   */
  record Share(Actor actor, int actors, long pages, long keys) {
    /** True if it is a single actor, which can account for the reads alone. */
    boolean isOne() {
      return actors == 1;
    }

    long of(ReadAmount amount) {
      return amount == ReadAmount.PAGES ? pages : keys;
    }
  }

  Shares {
    all =
        all.stream()
            .sorted(
                Comparator.comparing((Share share) -> !share.isOne())
                    .thenComparingLong(share -> -share.of(amount))
                    .thenComparing(share -> share.actor().id()))
            .toList();
  }

  /** The amount that all actors read; what several read counts for each. */
  long sum() {
    return all.stream().mapToLong(share -> share.of(amount)).sum();
  }

  /**
   * Number of actors with a significant share; 0 if one actor alone accounts for the reads. A
   * significant share is 5 %, or half of an even share if there are more than ten actors. Actors
   * known only as a sum are assumed to read equal amounts.
   */
  int participants() {
    long sum = sum();
    double explains = EXPLAINS_IT * sum;
    if (sum == 0 || all.stream().anyMatch(share -> share.isOne() && share.of(amount) >= explains)) {
      return 0;
    }
    return significant().stream().mapToInt(Share::actors).sum();
  }

  /** The names of the actors with a significant share, largest first. */
  String names() {
    long sum = sum();
    List<Share> significant = significant();
    List<Share> first = significant.subList(0, Math.min(NAMED_ACTORS, significant.size()));
    List<String> names = new ArrayList<>();
    for (Share share : first) {
      long percent = Math.round(100.0 * share.of(amount) / sum);
      String name = Messages.name(share.actor());
      names.add((share.isOne() ? name : share.actors() + " " + name) + " " + percent + " %");
    }
    int more = actors(significant) - actors(first);
    return String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
  }

  private List<Share> significant() {
    double least = Math.min(TAKES_PART, 0.5 / actors(all)) * sum();
    return all.stream().filter(share -> share.of(amount) >= least * share.actors()).toList();
  }

  private static int actors(List<Share> shares) {
    return shares.stream().mapToInt(Share::actors).sum();
  }
}
