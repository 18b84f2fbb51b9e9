package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Collects the statements of a role's policy, and derives the ARNs of their resources. */
final class Statements {
  private final Names names;
  private final UnaryOperator<String> real;
  private final List<PolicyStatement> gathered = new ArrayList<>();

  /**
   * @param real replaces examples with their values
   */
  Statements(Names names, UnaryOperator<String> real) {
    this.names = names;
    this.real = real;
  }

  List<PolicyStatement> gathered() {
    return List.copyOf(gathered);
  }

  void allow(List<String> actions, String... resources) {
    gathered.add(Policies.allow(actions, Stream.of(resources).map(real).toList()));
  }

  /** Allows assuming a role, if one is named; the role brings its own permissions. */
  boolean allowRole(String role) {
    if (!role.isEmpty()) {
      allow(List.of("sts:AssumeRole"), role);
    }
    return !role.isEmpty();
  }

  /** Allows decrypting with the customer managed keys of some resources. */
  void allowDecrypt(String service, String... arns) {
    allowKeys(List.of("kms:Decrypt"), service, arns);
  }

  /**
   * Allows using the customer managed keys of resources that the settings name, only through their
   * service; the key's own policy decides in the end.
   *
   * @param arns of the encrypted resources; their keys are in the same regions and accounts
   */
  void allowKeys(List<String> actions, String service, String... arns) {
    Map<String, String> regions = new TreeMap<>();
    for (String arn : arns) {
      String[] parts = arn.split(":", 6);
      regions.put(key(parts[3], parts[4]), parts[3]);
    }
    regions.forEach((key, region) -> allowKeys(actions, service, region, key));
  }

  private void allowKeys(List<String> actions, String service, String region, String key) {
    gathered.add(
        Policies.allow(
            actions,
            List.of(key),
            Map.of(
                "StringLike",
                Map.of("kms:ViaService", service + '.' + region + ".amazonaws.com"))));
  }

  /**
   * Allows using the key of a bucket, whose region the settings don't contain. For a bucket of this
   * deployment, this is granted where the bucket is created.
   */
  void allowBucketKeys(List<String> actions, String path) {
    if (!isOwn(path)) {
      allowKeys(actions, "s3", "*", key("*"));
    }
  }

  /** Allows reading and listing objects. */
  void allowObjects(String path, String below) {
    allow(List.of("s3:GetObject"), path + below);
    allow(List.of("s3:ListBucket"), bucket(path));
    allowBucketKeys(List.of("kms:Decrypt"), path);
  }

  /**
   * Allows reading a secret. Its ARN ends with six characters added by Secrets Manager, which the
   * settings may omit.
   */
  void allowSecret(String arn) {
    allow(List.of("secretsmanager:GetSecretValue"), arn, arn + "-??????");
    if (!isOwn(arn)) {
      allowDecrypt("secretsmanager", arn);
    }
  }

  /** Whether an example represents a resource of this deployment. */
  boolean isOwn(String example) {
    return !real.apply(example).equals(example);
  }

  String key(String region) {
    return key(region, names.account());
  }

  private static String key(String region, String account) {
    return "arn:aws:kms:" + region + ':' + account + ":key/*";
  }

  String workspace(String region, String id) {
    return "arn:aws:aps:" + region + ':' + names.account() + ":workspace/" + id;
  }

  String table(String region, String name) {
    return "arn:aws:dynamodb:" + region + ':' + names.account() + ":table/" + name;
  }

  /**
   * The ARNs of tables given by name or ARN, or, if none are given, by prefix.
   *
   * @param inRegion empty for the region of the first ARN, as in the job
   */
  String[] tables(String inRegion, List<String> named, String prefix) {
    String region =
        inRegion.isEmpty()
            ? named.stream().filter(Statements::isArn).findFirst().orElseThrow().split(":", 5)[3]
            : inRegion;
    return named.isEmpty()
        ? new String[] {table(region, prefix + '*')}
        : named.stream()
            .map(name -> isArn(name) ? name : table(region, name))
            .toArray(String[]::new);
  }

  private static boolean isArn(String name) {
    return name.startsWith("arn:");
  }

  /** The ARN of {@code s3://bucket/path}. */
  static String s3(String uri) {
    if (!uri.startsWith("s3://")) {
      throw new SettingsException(
          uri + ": on the managed service files and folders are s3://bucket/path");
    }
    return "arn:aws:s3:::" + uri.substring("s3://".length()).replaceFirst("/+$", "");
  }

  static String bucket(String path) {
    return path.replaceFirst("/.*", "");
  }
}
