package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a resource's ARN. Text that is not an ARN is treated as a name without a type.
 *
 * @param text the ARN
 * @param service such as {@code dynamodb}, or empty
 * @param region or empty
 * @param account or empty
 * @param resource the part after the account: {@code table/Orders}
 */
public record Arn(String text, String service, String region, String account, String resource) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("dynamodb:table", "AWS::DynamoDB::Table"),
          Map.entry("dynamodb:global-table", "AWS::DynamoDB::GlobalTable"),
          Map.entry("kinesis:stream", "AWS::Kinesis::Stream"),
          Map.entry("kms:key", "AWS::KMS::Key"),
          Map.entry("kms:alias", "AWS::KMS::Alias"),
          Map.entry("cloudtrail:trail", "AWS::CloudTrail::Trail"),
          Map.entry("cloudtrail:eventdatastore", "AWS::CloudTrail::EventDataStore"),
          Map.entry("backup:backup-plan", "AWS::Backup::BackupPlan"),
          Map.entry("backup:backup-vault", "AWS::Backup::BackupVault"),
          Map.entry("backup:recovery-point", "AWS::Backup::RecoveryPoint"),
          Map.entry("lambda:function", "AWS::Lambda::Function"),
          Map.entry("lambda:event-source-mapping", "AWS::Lambda::EventSourceMapping"),
          Map.entry("pipes:pipe", "AWS::Pipes::Pipe"),
          Map.entry("firehose:deliverystream", "AWS::KinesisFirehose::DeliveryStream"),
          Map.entry("redshift:integration", "AWS::Redshift::Integration"),
          Map.entry("glue:integration", "AWS::Glue::Integration"),
          Map.entry("osis:pipeline", "AWS::OSIS::Pipeline"),
          Map.entry("dax:cache", "AWS::DAX::Cluster"),
          Map.entry("iam:role", "AWS::IAM::Role"),
          Map.entry("iam:user", "AWS::IAM::User"),
          Map.entry("iam:group", "AWS::IAM::Group"),
          Map.entry("iam:policy", "AWS::IAM::ManagedPolicy"));

  /** Parses an ARN. */
  public static Arn of(String text) {
    return Arns.isArn(text)
        ? new Arn(
            text,
            Arns.service(text),
            Arns.region(text),
            Arns.accountPart(text),
            Arns.resource(text))
        : new Arn(text, "", "", "", text);
  }

  /**
   * The name without path and prefix: {@code Orders} for a table, its index or its stream; {@code
   * Deployer} for {@code role/ci/Deployer}.
   */
  public String name() {
    if (TableArns.isOfTable(text)) {
      return TableArns.name(text);
    }
    int cut = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
    return cut + 1 < resource.length() ? resource.substring(cut + 1) : resource;
  }

  /**
   * The resource's type as named by CloudFormation and CloudTrail's selectors, such as {@code
   * AWS::DynamoDB::Table}; null for types that the monitor does not know.
   */
  public @Nullable String type() {
    if (service.equals("dynamodb") && resource.contains("/stream/")) {
      return "AWS::DynamoDB::Stream";
    }
    if (service.equals("dynamodb") && resource.contains("/backup/")) {
      return "AWS::DynamoDB::Backup";
    }
    if (service.equals("s3")) {
      return resource.indexOf('/') < 0 ? "AWS::S3::Bucket" : "AWS::S3::Object";
    }
    int cut = firstSeparator(resource);
    return TYPES.get(service + ':' + (cut < 0 ? "" : resource.substring(0, cut)));
  }

  private static int firstSeparator(String resource) {
    for (int i = 0; i < resource.length(); i++) {
      if (resource.charAt(i) == '/' || resource.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }
}
