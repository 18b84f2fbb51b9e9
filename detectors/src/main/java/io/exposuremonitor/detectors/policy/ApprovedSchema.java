package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.list;
import static io.exposuremonitor.detectors.policy.Options.narrowPatterns;
import static io.exposuremonitor.detectors.policy.Options.patterns;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.util.List;

/** The part of the schema that defines where data may go. */
final class ApprovedSchema {
  /** The section {@code approved}. */
  static final Section APPROVED =
      new Section(
          List.of(
              patterns(
                  "exportBuckets",
                  PatternKind.BUCKET,
                  "Buckets that tables may be exported to.",
                  "exports-111122223333-eu-west-1"),
              list(
                  "exportAccounts",
                  ValueTypes.ACCOUNT,
                  "Accounts, besides our own, that may own such buckets.",
                  "123456789012"),
              narrowPatterns(
                  "exportActors",
                  PatternKind.ACTOR,
                  "Actors whose exports are routine, such as zero-ETL roles.",
                  "redshift.amazonaws.com",
                  "admits every actor: an export by an unusual one is not reported"),
              narrowPatterns(
                  "exportReaders",
                  PatternKind.ACTOR,
                  "Actors that may read exported files.",
                  "arn:aws:iam::111122223333:role/Analytics",
                  "admits every actor: nobody who reads exported files is reported"),
              narrowPatterns(
                  "backupVaults",
                  PatternKind.VAULT,
                  "Vaults that backups may be copied to.",
                  "arn:aws:backup:eu-west-1:111122223333:backup-vault:*",
                  "approves every vault: backups copied out are not reported"),
              narrowPatterns(
                  "streams",
                  PatternKind.KINESIS_STREAM,
                  "Kinesis streams that table changes may be sent to.",
                  "arn:aws:kinesis:eu-west-1:111122223333:stream/orders-changes",
                  "approves every Kinesis stream: changes of tables sent to a new one are not reported"),
              narrowPatterns(
                  "functions",
                  PatternKind.FUNCTION,
                  "Lambda functions that may read streams.",
                  "orders-projection",
                  "approves every function: one that starts to read a stream is not reported"),
              patterns(
                  "functionDeployers",
                  PatternKind.TRUSTED_ACTOR,
                  "Actors that may create these functions and change their code and settings.",
                  "arn:aws:iam::111122223333:role/FunctionDeployer"),
              narrowPatterns(
                  "pipes",
                  PatternKind.NAME,
                  "EventBridge pipes that may read streams; one to an API destination is reported all the"
                      + " same.",
                  "orders-*",
                  "approves every pipe: one that starts to read a stream is not reported"),
              narrowPatterns(
                  "deliveryStreams",
                  PatternKind.NAME,
                  "Firehose streams that may read streams.",
                  "orders-archive",
                  "approves every Firehose stream: one that starts to read a stream is not reported"),
              narrowPatterns(
                  "integrationTargets",
                  PatternKind.TARGET,
                  "Targets of zero-ETL integrations: ARNs, or names of ingestion pipelines.",
                  "arn:aws:redshift-serverless:eu-west-1:111122223333:namespace/*",
                  "approves every target: tables copied by an integration are not reported"),
              narrowPatterns(
                  "fanOutConsumers",
                  PatternKind.NAME,
                  "Enhanced fan-out consumers.",
                  "billing-*",
                  "approves every consumer: a new one is not reported"),
              narrowPatterns(
                  "kclApplications",
                  PatternKind.NAME,
                  "Applications of the Kinesis Client Library, by the name of their lease table.",
                  "orders-projection",
                  "approves every application: a new one is not reported"),
              narrowPatterns(
                  "keyGrantees",
                  PatternKind.PRINCIPAL,
                  "Principals that may be granted keys.",
                  "arn:aws:iam::111122223333:role/Backup",
                  "approves every principal: keys granted to a new one are not reported"),
              patterns(
                  "monitoredKeys",
                  PatternKind.KEY,
                  "KMS keys of monitored tables; empty means every key.",
                  "arn:aws:kms:eu-west-1:111122223333:key/*"),
              list(
                  "trustedAccounts",
                  ValueTypes.ACCOUNT,
                  "Accounts, besides our own, that roles may trust, such as those of vendors.",
                  "123456789012"),
              list(
                  "readerAccounts",
                  ValueTypes.ACCOUNT,
                  "Accounts, besides our own, that may read items and changes of tables.",
                  "123456789012")));

  private ApprovedSchema() {}
}
