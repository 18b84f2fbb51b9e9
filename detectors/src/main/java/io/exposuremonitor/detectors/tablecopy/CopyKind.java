package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.Level;
import org.jspecify.annotations.Nullable;

/** How a whole table is copied. */
enum CopyKind {
  EXPORT(Level.HIGH, Level.MEDIUM),
  BACKUP(Level.MEDIUM, Level.LOW);

  /** Of an actor that never copied any table so. */
  final Level newActor;

  /** Of an actor that copies other tables so. */
  final Level newTable;

  CopyKind(Level newActor, Level newTable) {
    this.newActor = newActor;
    this.newTable = newTable;
  }

  /** What a call is, or null when it copies no table. */
  static @Nullable CopyKind of(Operation operation) {
    return switch (operation) {
      case EXPORT_TABLE -> EXPORT;
      case CREATE_BACKUP, START_BACKUP_JOB -> BACKUP;
      default -> null;
    };
  }
}
