package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.QueueUrl;
import io.exposuremonitor.job.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The permissions that the job's role needs for its inputs. */
final class InputPermissions {
  private final Statements statements;
  private final String ownLogs;

  /**
   * @param ownLogs ARN of the bucket, or of the folder in it, whose log files are announced by the
   *     queue of this deployment
   */
  InputPermissions(Statements statements, String ownLogs) {
    this.statements = statements;
    this.ownLogs = ownLogs;
  }

  /** Adds the permissions for an input. */
  void add(InputSettings input) {
    if (statements.allowRole(input.basics().role())) {
      return;
    }
    if (input instanceof InputSettings.Kinesis streams) {
      kinesis(streams);
    } else if (input instanceof InputSettings.ChangeStreams changes) {
      changeStreams(changes);
    } else if (input instanceof InputSettings.LogFiles files) {
      logFiles(files);
    } else if (input instanceof InputSettings.LeaseTables leases) {
      leaseTables(leases);
    } else {
      throw new IllegalStateException("no permissions are known for " + input);
    }
  }

  private void kinesis(InputSettings.Kinesis input) {
    statements.allow(
        List.of(
            "kinesis:ListShards",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetShardIterator",
            "kinesis:GetRecords"),
        input.streams().toArray(String[]::new));
    if (!input.consumers().isEmpty()) {
      statements.allow(
          List.of("kinesis:SubscribeToShard"), input.consumers().toArray(String[]::new));
    }
    statements.allowDecrypt("kinesis", input.streams().toArray(String[]::new));
  }

  private void changeStreams(InputSettings.ChangeStreams input) {
    String[] tables =
        statements.tables(input.basics().region(), input.tables(), input.tablePrefix());
    statements.allow(
        List.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"),
        Stream.of(tables).map(arn -> arn + "/stream/*").toArray(String[]::new));
    List<String> looks = new ArrayList<>(List.of("dynamodb:DescribeTable"));
    if (!input.tableTag().isEmpty()) {
      looks.add("dynamodb:ListTagsOfResource");
    }
    statements.allow(looks, tables);
    List<String> lists = new ArrayList<>(List.of("dynamodb:ListStreams"));
    if (input.tables().isEmpty()) {
      lists.add("dynamodb:ListTables");
    }
    statements.allow(lists, "*");
    statements.allowDecrypt("dynamodb", tables);
  }

  private void leaseTables(InputSettings.LeaseTables input) {
    String[] tables =
        statements.tables(input.basics().region(), input.tables(), input.tablePrefix());
    statements.allow(List.of("dynamodb:DescribeTable", "dynamodb:Scan"), tables);
    if (input.tables().isEmpty()) {
      statements.allow(List.of("dynamodb:ListTables"), "*");
    }
    statements.allowDecrypt("dynamodb", tables);
  }

  private void logFiles(InputSettings.LogFiles input) {
    if (!input.queue().isEmpty()) {
      String queue = queueArn(input);
      if (!statements.isOwn(queue)) {
        throw new SettingsException(
            "inputs."
                + input.basics().name()
                + ": a queue does not reveal whose files it announces; give the input a role"
                + " that may"
                + " read both");
      }
      statements.allow(
          List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"), queue);
      // The bucket is versioned: its notifications name versions, and these are read.
      statements.allow(List.of("s3:GetObject", "s3:GetObjectVersion"), ownLogs + "/AWSLogs/*");
      statements.allow(List.of("s3:ListBucket"), Statements.bucket(ownLogs));
    }
    if (!input.backfill().isEmpty()) {
      statements.allowObjects(Statements.s3(input.backfill()), "*");
    }
  }

  /**
   * The ARN of the queue with a URL such as {@code https://sqs.REGION.amazonaws.com/ACCOUNT/NAME}.
   */
  private static String queueArn(InputSettings.LogFiles input) {
    QueueUrl queue = QueueUrl.of(input.queue());
    String region = queue.region().orElse(input.basics().region());
    String[] path = queue.url().getPath().split("/", -1);
    if (path.length != 3) {
      throw new SettingsException(
          "inputs." + input.basics().name() + ".queue: must be a URL as SQS gives it");
    }
    return "arn:aws:sqs:" + region + ':' + path[1] + ':' + path[2];
  }
}
