package io.exposuremonitor.job.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders, Orders, AWS::DynamoDB::Table",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/index/by-day, Orders, AWS::DynamoDB::Table",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2026-01-01T00:00:00.000, Orders,"
        + " AWS::DynamoDB::Stream",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/backup/0123-ab, Orders,"
        + " AWS::DynamoDB::Backup",
    "arn:aws:kinesis:eu-west-1:111122223333:stream/changes, changes, AWS::Kinesis::Stream",
    "arn:aws:backup:eu-west-1:111122223333:backup-vault:main, main, AWS::Backup::BackupVault",
    "arn:aws:backup:eu-west-1:111122223333:backup-plan:p-1, p-1, AWS::Backup::BackupPlan",
    "arn:aws:s3:::acme-exports, acme-exports, AWS::S3::Bucket",
    "arn:aws:iam::111122223333:role/ci/Deployer, Deployer, AWS::IAM::Role",
    "arn:aws:iam::111122223333:root, root,",
    "backup.amazonaws.com, backup.amazonaws.com,",
    "arn:aws:mystery:eu-west-1:111122223333:thing/, thing/,"
  })
  void extractsNameAndTypeOfResource(String text, String name, String type) {
    assertThat(Arn.of(text).name()).isEqualTo(name);
    assertThat(Arn.of(text).type()).isEqualTo(type);
  }
}
