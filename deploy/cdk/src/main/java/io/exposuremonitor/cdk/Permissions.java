package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.InventorySection;
import io.exposuremonitor.job.settings.RemoteWriteOptions;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The permissions of the job's role: exactly those that its settings need. For an input with a role
 * of another account, the job's role may only assume that role; the other account decides what it
 * permits.
 */
final class Permissions {
  /**
   * Settings that name AWS resources and are handled here. The tests compare them with the job's
   * settings, so that no new setting is deployed without its permissions.
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

  /** Matches the path of a workspace of Amazon Managed Service for Prometheus. */
  private static final Pattern WORKSPACE = Pattern.compile("^/workspaces/(ws-[^/]+)/");

  private final Statements statements;

  private Permissions(Statements statements) {
    this.statements = statements;
  }

  /**
   * The statements that settings need.
   *
   * @param real replaces examples with their values
   * @param ownLogs ARN of the bucket, or of the folder in it, whose log files are announced by the
   *     queue of this deployment
   * @throws SettingsException when a permission can't be derived from the settings
   */
  static List<PolicyStatement> of(
      RunSettings settings, Names names, UnaryOperator<String> real, String ownLogs) {
    Statements statements = new Statements(names, real);
    Permissions permissions = new Permissions(statements);
    permissions.monitor(settings.monitor());
    permissions.outputs(settings.outputs());
    permissions.remote(settings.outputs().remote());
    settings.metrics().remoteWrite().ifPresent(permissions::remoteWrite);
    settings.alerts().forEach(permissions::alert);
    settings.inventories().forEach(permissions::inventory);
    settings.inputs().forEach(new InputPermissions(statements, ownLogs)::add);
    return statements.gathered();
  }

  private void monitor(RunSettings.Monitor monitor) {
    Stream.concat(Stream.of(monitor.policy()), monitor.inventory().stream())
        .filter(file -> !file.isEmpty())
        .forEach(file -> statements.allowObjects(Statements.s3(file), ""));
    monitor.rules().forEach(folder -> statements.allowObjects(Statements.s3(folder), "*"));
    if (!monitor.hashSecret().isEmpty()) {
      statements.allowSecret(monitor.hashSecret());
    }
  }

  private void outputs(RunSettings.Outputs outputs) {
    for (String folder : List.of(outputs.findings(), outputs.incidents(), outputs.deadLetters())) {
      if (!folder.isEmpty()) {
        String path = Statements.s3(folder);
        statements.allow(
            List.of("s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
            path + "/*");
        statements.allow(List.of("s3:ListBucket"), Statements.bucket(path));
        // Resuming a multipart upload reads its earlier parts.
        statements.allowBucketKeys(List.of("kms:GenerateDataKey", "kms:Decrypt"), path);
      }
    }
  }

  private void remote(RunSettings.Remote remote) {
    if (statements.allowRole(remote.role())) {
      return;
    }
    if (!remote.stream().isEmpty()) {
      statements.allow(List.of("kinesis:PutRecords"), remote.stream());
      statements.allowKeys(List.of("kms:GenerateDataKey"), "kinesis", remote.stream());
    }
    if (!remote.bucket().isEmpty()) {
      String path = Statements.s3(remote.bucket());
      statements.allow(List.of("s3:PutObject"), path + "/*");
      statements.allowBucketKeys(List.of("kms:GenerateDataKey"), path);
    }
  }

  private void remoteWrite(RemoteWriteOptions options) {
    options.headers().values().stream()
        .filter(value -> value.startsWith("arn:"))
        .forEach(statements::allowSecret);
    Matcher workspace = WORKSPACE.matcher(options.url().getPath());
    // The permission for this deployment's own resource is granted where it is created.
    if (!statements.allowRole(options.role())
        && !options.region().isEmpty()
        && !statements.isOwn(options.url().toString())
        && workspace.find()) {
      statements.allow(
          List.of("aps:RemoteWrite"), statements.workspace(options.region(), workspace.group(1)));
    }
  }

  private void alert(RouteSettings route) {
    if (!route.key().isEmpty()) {
      statements.allowSecret(route.key());
    }
    if (statements.allowRole(route.aws().role())) {
      return;
    }
    if (route.type() == RouteSettings.Type.SNS) {
      statements.allow(List.of("sns:Publish"), route.aws().arn());
      statements.allowKeys(List.of("kms:GenerateDataKey", "kms:Decrypt"), "sns", route.aws().arn());
    } else if (route.type() == RouteSettings.Type.SECURITY_HUB) {
      statements.allow(List.of("securityhub:BatchImportFindings"), route.aws().arn());
    }
  }

  private void inventory(InventorySection inventory) {
    if (statements.allowRole(inventory.role())) {
      return;
    }
    for (String region : inventory.regions()) {
      statements.allow(
          InventoryCalls.OF_TABLES, statements.table(region, inventory.tablePrefix() + '*'));
      statements.allow(InventoryCalls.OF_KEYS, statements.key(region));
    }
    statements.allow(List.of(InventoryCalls.LIST_OF_TABLES), "*");
    if (inventory.trails()) {
      statements.allow(List.of(InventoryCalls.LIST_OF_TRAILS), "*");
      statements.allow(InventoryCalls.OF_TRAILS, InventoryCalls.TRAILS);
    }
  }
}
