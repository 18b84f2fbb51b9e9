package io.exposuremonitor.job.simulation;

/** Calls that back up a table or change its point-in-time recovery, as CloudTrail records them. */
final class ProtectionCalls {
  private static final Api CREATE_BACKUP = Api.change("CreateBackup");
  private static final Api UPDATE_CONTINUOUS_BACKUPS = Api.change("UpdateContinuousBackups");

  private ProtectionCalls() {}

  /** An on-demand backup. */
  static Call backup(Caller caller, Table table) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.field("backupName", table.name() + "-before-change").endObject();
    return Call.onItems(caller, CREATE_BACKUP, table, parameters);
  }

  /** Enables or disables point-in-time recovery. */
  static Call recovery(Caller caller, Table table, boolean enabled) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    parameters.object("pointInTimeRecoverySpecification");
    parameters.field("pointInTimeRecoveryEnabled", enabled).endObject();
    return Call.onItems(caller, UPDATE_CONTINUOUS_BACKUPS, table, parameters.endObject());
  }
}
