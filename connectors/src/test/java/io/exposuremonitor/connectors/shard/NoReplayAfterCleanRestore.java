package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * No record is emitted twice unless its first emission was rolled back: a restore resumes reading
 * exactly where the checkpoint left it, and no lineage is read again. Valid: {@code 0 1 2}.
 * Invalid: {@code 0 1 1 2}.
 */
public final class NoReplayAfterCleanRestore implements Guarantee {
  @Override
  public void check(ReadHistory history) {
    Set<ReadHistory.Read> emitted = new HashSet<>();
    List<ReadHistory.Read> repeated = new ArrayList<>();
    for (ReadHistory.Read read : history.reads()) {
      if (!emitted.add(read)) {
        repeated.add(read);
      }
    }
    assertThat(repeated).as("records that were emitted twice").isEmpty();
  }
}
