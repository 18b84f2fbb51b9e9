package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Of what was not rolled back, nothing comes twice: a restore takes up reading exactly where the
 * checkpoint left it, and no lineage is read again. Valid: {@code 0 1 2}. Invalid: {@code 0 1 1 2}.
 */
public final class NoReplayAfterCleanRestore implements Guarantee {
  @Override
  public void check(ReadHistory history) {
    Set<ReadHistory.Read> came = new HashSet<>();
    List<ReadHistory.Read> again = new ArrayList<>();
    for (ReadHistory.Read read : history.reads()) {
      if (!came.add(read)) {
        again.add(read);
      }
    }
    assertThat(again).as("records that came out twice").isEmpty();
  }
}
