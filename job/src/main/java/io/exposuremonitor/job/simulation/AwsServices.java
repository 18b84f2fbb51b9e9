package io.exposuremonitor.job.simulation;

/** AWS services as callers of DynamoDB. */
final class AwsServices {
  private AwsServices() {}

  /** AWS Backup. */
  static Caller backup(String account) {
    return Caller.service(
        Caller.Kind.SERVICE_ROLE, account, "AWSServiceRoleForBackup", "backup.amazonaws.com");
  }

  /** The replication of global tables. */
  static Caller replication(String account) {
    return Caller.service(
        Caller.Kind.SERVICE_ROLE,
        account,
        "AWSServiceRoleForDynamoDBReplication",
        "replication.dynamodb.amazonaws.com");
  }

  /** Application Auto Scaling. */
  static Caller scaling(String account) {
    return Caller.service(
        Caller.Kind.SERVICE_ROLE,
        account,
        "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
        "dynamodb.application-autoscaling.amazonaws.com");
  }

  /** Redshift, which exports tables for its zero-ETL integrations. */
  static Caller redshift(String account) {
    return Caller.service(
        Caller.Kind.SERVICE, account, "redshift.amazonaws.com", "redshift.amazonaws.com");
  }

  /** Athena on behalf of a role. */
  static Caller athena(String account, String role) {
    return Caller.service(Caller.Kind.FUNCTION, account, role, "athena.amazonaws.com");
  }

  /** Lambda's polling of a stream on behalf of a function's role. */
  static Caller lambda(String account, String role) {
    return Caller.service(Caller.Kind.FUNCTION, account, role, "lambda.amazonaws.com");
  }
}
