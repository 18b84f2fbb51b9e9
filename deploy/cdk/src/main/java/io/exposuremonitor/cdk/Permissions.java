package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.InventorySection;
import io.exposuremonitor.job.settings.RemoteWriteOptions;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What the job's role may do: what its settings need, and nothing else. An input that names a role
 * of another account needs leave to assume that role only; what that may do is said there.
 */
final class Permissions {
  /**
   * Settings that name something in AWS, and are looked at here. The tests compare them with the
   * job's settings, so that a new one is not deployed without its permission.
   */
  static final Set<String> CONSIDERED =
      Set.of(
          "monitor.policy",
          "monitor.rules",
          "monitor.inventory",
          "monitor.hash-secret",
          "outputs.findings",
          "outputs.incidents",
          "outputs.dead-letters",
          "outputs.findings-stream",
          "outputs.findings-bucket",
          "outputs.role",
          "metrics.remote-write.url",
          "metrics.remote-write.headers",
          "metrics.remote-write.role",
          "alerts.NAME.key",
          "alerts.NAME.arn",
          "alerts.NAME.role",
          "inventory.NAME.role",
          "inputs.NAME.role",
          "inputs.NAME.streams",
          "inputs.NAME.consumers",
          "inputs.NAME.tables",
          "inputs.NAME.queue",
          "inputs.NAME.backfill");

  private static final List<String> STREAM_READS =
      List.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords");

  private final Names names;
  private final UnaryOperator<String> real;
  private final List<PolicyStatement> statements = new ArrayList<>();

  private Permissions(Names names, UnaryOperator<String> real) {
    this.names = names;
    this.real = real;
  }

  /**
   * The statements that settings need.
   *
   * @param real from examples to what they stand for
   * @param ownLogs ARN of the bucket whose log files the queue of this deployment announces
   * @throws SettingsException when something can't be told from the settings
   */
  static List<PolicyStatement> of(
      RunSettings settings, Names names, UnaryOperator<String> real, String ownLogs) {
    Permissions permissions = new Permissions(names, real);
    permissions.monitor(settings.monitor());
    permissions.outputs(settings.outputs());
    permissions.remote(settings.outputs().remote());
    settings.metrics().remoteWrite().ifPresent(permissions::remoteWrite);
    settings.alerts().forEach(permissions::alert);
    settings.inventories().forEach(permissions::inventory);
    settings.inputs().forEach(input -> permissions.input(input, ownLogs));
    return List.copyOf(permissions.statements);
  }

  private void monitor(RunSettings.Monitor monitor) {
    Stream.concat(Stream.of(monitor.policy()), monitor.inventory().stream())
        .filter(file -> !file.isEmpty())
        .forEach(file -> read(file, ""));
    monitor.rules().forEach(folder -> read(folder, "*"));
    if (!monitor.hashSecret().isEmpty()) {
      allow(List.of("secretsmanager:GetSecretValue"), monitor.hashSecret());
    }
  }

  private void read(String file, String below) {
    String path = s3(file);
    allow(List.of("s3:GetObject"), path + below);
    allow(List.of("s3:ListBucket"), bucket(path));
  }

  private void outputs(RunSettings.Outputs outputs) {
    for (String folder : List.of(outputs.findings(), outputs.incidents(), outputs.deadLetters())) {
      if (!folder.isEmpty()) {
        String path = s3(folder);
        allow(
            List.of("s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
            path + "/*");
        allow(List.of("s3:ListBucket"), bucket(path));
      }
    }
  }

  private void remote(RunSettings.Remote remote) {
    if (!remote.role().isEmpty()) {
      allow(List.of("sts:AssumeRole"), remote.role());
      return;
    }
    if (!remote.stream().isEmpty()) {
      allow(List.of("kinesis:PutRecords"), remote.stream());
    }
    if (!remote.bucket().isEmpty()) {
      allow(List.of("s3:PutObject"), s3(remote.bucket()) + "/*");
    }
  }

  /** The workspace of this deployment needs none: the stack that makes it grants it. */
  private void remoteWrite(RemoteWriteOptions options) {
    options.headers().values().stream()
        .filter(value -> value.startsWith("arn:"))
        .forEach(secret -> allow(List.of("secretsmanager:GetSecretValue"), secret));
    if (!options.role().isEmpty()) {
      allow(List.of("sts:AssumeRole"), options.role());
    }
  }

  private void alert(RouteSettings route) {
    if (!route.key().isEmpty()) {
      allow(List.of("secretsmanager:GetSecretValue"), route.key());
    }
    if (!route.aws().role().isEmpty()) {
      allow(List.of("sts:AssumeRole"), route.aws().role());
    } else if (route.type() == RouteSettings.Type.SNS) {
      allow(List.of("sns:Publish"), route.aws().arn());
    } else if (route.type() == RouteSettings.Type.SECURITY_HUB) {
      allow(List.of("securityhub:BatchImportFindings"), route.aws().arn());
    }
  }

  private void inventory(InventorySection inventory) {
    if (!inventory.role().isEmpty()) {
      allow(List.of("sts:AssumeRole"), inventory.role());
      return;
    }
    for (String region : inventory.regions()) {
      allow(
          List.of(
              "dynamodb:DescribeTable",
              "dynamodb:DescribeContinuousBackups",
              "dynamodb:DescribeKinesisStreamingDestination",
              "dynamodb:GetResourcePolicy"),
          table(region, inventory.tablePrefix() + '*'));
      allow(List.of("kms:DescribeKey"), "arn:aws:kms:" + region + ':' + names.account() + ":key/*");
    }
    List<String> lists = new ArrayList<>(List.of("dynamodb:ListTables"));
    if (inventory.trails()) {
      lists.addAll(
          List.of(
              "cloudtrail:DescribeTrails",
              "cloudtrail:GetTrailStatus",
              "cloudtrail:GetEventSelectors"));
    }
    allow(lists, "*");
  }

  private void input(InputSettings input, String ownLogs) {
    if (!input.basics().role().isEmpty()) {
      allow(List.of("sts:AssumeRole"), input.basics().role());
      return;
    }
    if (input instanceof InputSettings.Kinesis streams) {
      kinesis(streams);
    } else if (input instanceof InputSettings.ChangeStreams changes) {
      changeStreams(changes);
    } else if (input instanceof InputSettings.LogFiles files) {
      logFiles(files, ownLogs);
    } else if (input instanceof InputSettings.LeaseTables leases) {
      leaseTables(leases);
    } else {
      throw new IllegalStateException("no permissions are known for " + input);
    }
  }

  private void kinesis(InputSettings.Kinesis input) {
    allow(
        List.of(
            "kinesis:ListShards",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetShardIterator",
            "kinesis:GetRecords"),
        input.streams().toArray(String[]::new));
    if (!input.consumers().isEmpty()) {
      allow(List.of("kinesis:SubscribeToShard"), input.consumers().toArray(String[]::new));
    }
    decrypt("kinesis", input.streams().get(0).split(":", 5)[3]);
  }

  private void changeStreams(InputSettings.ChangeStreams input) {
    String region = input.basics().region().isEmpty() ? names.region() : input.basics().region();
    List<String> tables =
        input.tables().isEmpty()
            ? List.of(table(region, input.tablePrefix() + '*'))
            : input.tables().stream()
                .map(name -> name.startsWith("arn:") ? name : table(region, name))
                .toList();
    allow(STREAM_READS, tables.stream().map(arn -> arn + "/stream/*").toArray(String[]::new));
    List<String> looks = new ArrayList<>(List.of("dynamodb:DescribeTable"));
    if (!input.tableTag().isEmpty()) {
      looks.add("dynamodb:ListTagsOfResource");
    }
    allow(looks, tables.toArray(String[]::new));
    List<String> lists = new ArrayList<>(List.of("dynamodb:ListStreams"));
    if (input.tables().isEmpty()) {
      lists.add("dynamodb:ListTables");
    }
    allow(lists, "*");
    decrypt("dynamodb", region);
  }

  private void leaseTables(InputSettings.LeaseTables input) {
    String region = input.basics().region().isEmpty() ? names.region() : input.basics().region();
    allow(
        List.of("dynamodb:DescribeTable", "dynamodb:Scan"),
        input.tables().isEmpty()
            ? new String[] {table(region, input.tablePrefix() + '*')}
            : input.tables().stream()
                .map(name -> name.startsWith("arn:") ? name : table(region, name))
                .toArray(String[]::new));
    if (input.tables().isEmpty()) {
      allow(List.of("dynamodb:ListTables"), "*");
    }
    decrypt("dynamodb", region);
  }

  private String table(String region, String name) {
    return "arn:aws:dynamodb:" + region + ':' + names.account() + ":table/" + name;
  }

  private void logFiles(InputSettings.LogFiles input, String ownLogs) {
    if (!input.queue().isEmpty()) {
      String queue = queueArn(input);
      if (real.apply(queue).equals(queue)) {
        throw new SettingsException(
            "inputs."
                + input.basics().name()
                + ": a queue does not tell whose files it announces; give the input a role that may"
                + " read both");
      }
      allow(
          List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"), queue);
      allow(List.of("s3:GetObject"), ownLogs + "/AWSLogs/*");
      allow(List.of("s3:ListBucket"), ownLogs);
    }
    if (!input.backfill().isEmpty()) {
      String path = s3(input.backfill());
      allow(List.of("s3:GetObject"), path + "*");
      allow(List.of("s3:ListBucket"), bucket(path));
    }
  }

  /**
   * The ARN of the queue at a URL such as {@code https://sqs.REGION.amazonaws.com/ACCOUNT/NAME}.
   */
  private static String queueArn(InputSettings.LogFiles input) {
    URI url = URI.create(input.queue());
    String[] path = url.getPath().split("/", -1);
    String[] host = url.getHost().split("\\.", -1);
    if (path.length != 3 || host.length < 3) {
      throw new SettingsException(
          "inputs." + input.basics().name() + ".queue: must be a URL as SQS gives it");
    }
    return "arn:aws:sqs:" + host[1] + ':' + path[1] + ':' + path[2];
  }

  private static String s3(String uri) {
    if (!uri.startsWith("s3://")) {
      throw new SettingsException(
          uri + ": on the managed service files and folders are s3://bucket/path");
    }
    return "arn:aws:s3:::" + uri.substring("s3://".length()).replaceFirst("/+$", "");
  }

  private static String bucket(String path) {
    return path.replaceFirst("/.*", "");
  }

  /** Keys of streams and tables that the settings name; the key's own policy has the last word. */
  private void decrypt(String service, String region) {
    statements.add(
        Policies.allow(
            List.of("kms:Decrypt"),
            List.of("arn:aws:kms:" + region + ':' + names.account() + ":key/*"),
            Map.of(
                "StringEquals",
                Map.of("kms:ViaService", service + '.' + region + ".amazonaws.com"))));
  }

  private void allow(List<String> actions, String... resources) {
    statements.add(Policies.allow(actions, Stream.of(resources).map(real).toList()));
  }
}
