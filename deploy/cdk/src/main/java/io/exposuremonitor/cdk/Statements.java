package io.exposuremonitor.cdk;

import io.exposuremonitor.job.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements of a role's policy as they are gathered, and the ARNs that they are about. */
final class Statements {
  private final Names names;
  private final UnaryOperator<String> real;
  private final List<PolicyStatement> gathered = new ArrayList<>();

  /**
   * @param real from examples to what they stand for
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

  /** Leave to act as a role, where one is named; it brings what it may itself. */
  boolean allowRole(String role) {
    if (!role.isEmpty()) {
      allow(List.of("sts:AssumeRole"), role);
    }
    return !role.isEmpty();
  }

  /** Leave to read what a customer's key encrypts. */
  void allowDecrypt(String service, String... arns) {
    allowKeys(List.of("kms:Decrypt"), service, arns);
  }

  /**
   * Leave to use the customer's keys of what the settings name, by way of its service only; a key's
   * own policy has the last word.
   *
   * @param arns of what is encrypted; its keys are of the same regions and accounts
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
   * Leave to use the key of a bucket, of which the settings don't tell the region. That of a bucket
   * of this deployment is granted where the bucket is made.
   */
  void allowBucketKeys(List<String> actions, String path) {
    if (!isOwn(path)) {
      allowKeys(actions, "s3", "*", key("*"));
    }
  }

  /** Leave to read objects, and to find them. */
  void allowObjects(String path, String below) {
    allow(List.of("s3:GetObject"), path + below);
    allow(List.of("s3:ListBucket"), bucket(path));
    allowBucketKeys(List.of("kms:Decrypt"), path);
  }

  /**
   * Leave to read a secret. Its ARN ends in six characters of Secrets Manager's, which a name in
   * the settings may leave out.
   */
  void allowSecret(String arn) {
    allow(List.of("secretsmanager:GetSecretValue"), arn, arn + "-??????");
    if (!isOwn(arn)) {
      allowDecrypt("secretsmanager", arn);
    }
  }

  /** Whether an example stands for something of this deployment. */
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
   * Tables by name or ARN; where none are named, those with a prefix.
   *
   * @param inRegion empty for that of the first ARN, as the job takes it
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

  /** The ARN of what lies at {@code s3://bucket/path}. */
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
