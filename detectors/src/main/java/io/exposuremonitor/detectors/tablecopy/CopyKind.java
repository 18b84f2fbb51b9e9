package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.Level;
import org.jspecify.annotations.Nullable;

/** The way a whole table is copied. */
enum CopyKind {
  EXPORT,
  BACKUP;

  /** The kind of a call, or null when it copies no table. */
  static @Nullable CopyKind of(Operation operation) {
    return switch (operation) {
      case EXPORT_TABLE -> EXPORT;
      case CREATE_BACKUP, START_BACKUP_JOB -> BACKUP;
      default -> null;
    };
  }

  /** Severity of a copy: exported data has left the account's tables, a backup has not. */
  Level level(Familiarity usual) {
    return switch (usual) {
      case NOTHING, LATELY -> this == EXPORT ? Level.HIGH : Level.MEDIUM;
      case ACTOR -> this == EXPORT ? Level.MEDIUM : Level.LOW;
      case PLACE -> Level.LOW;
    };
  }
}
