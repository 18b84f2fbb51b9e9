package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every record is emitted. Valid for records 0 1 2: {@code 0 1 2}, {@code 0 1 1 2}. Invalid: {@code
 * 0 2}.
 */
public final class AtLeastOnce implements Guarantee {
  @Override
  public void check(ReadHistory history) {
    Set<ReadHistory.Read> emitted = new HashSet<>(history.reads());
    List<ReadHistory.Read> missing = new ArrayList<>();
    history
        .written()
        .forEach(
            (shard, count) -> {
              for (int index = 0; index < count; index++) {
                ReadHistory.Read read = new ReadHistory.Read(shard, index);
                if (!emitted.contains(read)) {
                  missing.add(read);
                }
              }
            });
    assertThat(missing).as("records that were never emitted").isEmpty();
  }
}
