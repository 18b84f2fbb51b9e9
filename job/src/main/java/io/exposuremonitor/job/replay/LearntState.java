package io.exposuremonitor.job.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/**
 * Cleans up the savepoint of a learning job. The savepoint also holds the state of the source that
 * read the logs, which no live job has. With that state left in place, every job would refuse the
 * savepoint unless it is allowed to drop unknown state, and then it would drop any. Therefore it is
 * removed from the savepoint's metadata.
 */
final class LearntState {
  private static final String CONTENTS = "_metadata";

  private LearntState() {}

  /**
   * Removes operators from a savepoint.
   *
   * @param savepoint its folder
   * @param name part of the uids of the operators to remove
   */
  static void removeOperators(Path savepoint, String name) throws IOException {
    Path contents = savepoint.resolve(CONTENTS);
    CheckpointMetadata all;
    try (InputStream in = Files.newInputStream(contents)) {
      all =
          Checkpoints.loadCheckpointMetadata(
              new DataInputStream(in),
              LearntState.class.getClassLoader(),
              savepoint.toUri().toString());
    }
    List<OperatorState> kept =
        all.getOperatorStates().stream()
            .filter(state -> !state.getOperatorUid().orElse("").contains(name))
            .toList();
    Path changed = savepoint.resolve(CONTENTS + ".new");
    try (OutputStream out = Files.newOutputStream(changed)) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(
              all.getCheckpointId(), kept, all.getMasterStates(), all.getCheckpointProperties()),
          out);
    }
    Files.move(changed, contents, StandardCopyOption.ATOMIC_MOVE);
  }
}
