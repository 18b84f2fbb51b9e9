package io.exposuremonitor.cdk;

import io.exposuremonitor.detectors.policy.PolicyCheck;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.policy.PolicyReading;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** The job, the stream of its fast path, its outputs, and its alarms. */
final class MonitorStack extends Stack {
  private static final int SECRET_LENGTH = 64;

  private static final String EXAMPLE_BUCKET = "example-of-the-outputs-bucket";
  private static final String EXAMPLE_POLICY = "s3://example-of-the-policy-asset/policy.yml";

  private final Deployment deployment;
  private final Names names;
  private final JobSettings settings;
  private final Key key;

  /**
   * @param logs empty when the trail belongs to others and its bucket is not read
   */
  MonitorStack(
      Construct scope,
      String id,
      StackProps props,
      Deployment deployment,
      Optional<LogStack> logs) {
    super(scope, id, props);
    this.deployment = deployment;
    this.names = Names.of(deployment);
    this.settings = JobSettings.of(deployment.settings());
    this.key = key();

    MonitorAlarms watch = new MonitorAlarms(this, "Watch", deployment, key);
    Optional<LogStack.FileQueue> files = logs.flatMap(LogStack::files);
    files.ifPresent(
        queue -> {
          readFiles(queue);
          watch.files(queue);
        });
    if (deployment.way().stream()) {
      CallStream calls = new CallStream(this, "Calls", deployment, key);
      readStream(calls);
      watch.stream(calls);
    }
    Bucket outputs = outputs();
    hashSecret();
    policy();
    String metricsUrl = remoteWrite();
    if (!deployment.guides().isEmpty()) {
      settings.set("incidents", "guides", deployment.guides());
    }

    RunSettings checked = settings.check();
    MetricsWorkspace wall =
        new MetricsWorkspace(this, "Wall", deployment, checked.incidents().guides(), key, watch);
    settings.stands(metricsUrl, wall.metricsUrl());
    List<PolicyStatement> permissions =
        Permissions.of(
            checked,
            names,
            settings::real,
            files.map(queue -> "arn:aws:s3:::" + queue.place()).orElse(""));
    Application application = new Application(this, "Job", deployment, settings, permissions, key);
    application
        .role()
        .addToPolicy(Policies.allow(List.of("aps:RemoteWrite"), List.of(wall.metricsArn())));
    // By reference: the two stacks must not name each other.
    files.ifPresent(
        queue ->
            application.role().addToPolicy(Policies.allow(List.of("kms:Decrypt"), queue.keys())));

    CfnOutput.Builder.create(this, "Outputs").value(outputs.getBucketName()).build();
    CfnOutput.Builder.create(this, "MetricsUrl").value(wall.metricsUrl()).build();
  }

  private Key key() {
    Key made =
        Key.Builder.create(this, "Key")
            .description("What the exposure monitor reads, writes and keeps secret")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    made.addToResourcePolicy(
        Policies.service(
            "logs." + names.region() + ".amazonaws.com",
            List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"),
            List.of("*"),
            Map.of(
                "ArnLike",
                Map.of(
                    "kms:EncryptionContext:aws:logs:arn",
                    "arn:aws:logs:" + names.region() + ':' + names.account() + ":*"))));
    for (String service :
        List.of("events.amazonaws.com", "cloudwatch.amazonaws.com", "aps.amazonaws.com")) {
      made.addToResourcePolicy(
          Policies.service(
              service,
              List.of("kms:Decrypt", "kms:GenerateDataKey*"),
              List.of("*"),
              Map.of("StringEquals", Map.of("aws:SourceAccount", names.account()))));
    }
    if (deployment.stateKey() == Deployment.StateKey.OWN) {
      StateKey.admit(made, names);
    }
    return made;
  }

  private void readFiles(LogStack.FileQueue files) {
    String place = names.account() + "/example-of-the-announcements";
    String url = "https://sqs." + names.region() + ".amazonaws.com/" + place;
    settings.stands(url, files.queue().getQueueUrl());
    settings.stands(
        "arn:aws:sqs:" + names.region() + ':' + place.replace('/', ':'),
        files.queue().getQueueArn());
    settings.set("inputs.trail", "type", "s3");
    settings.set("inputs.trail", "queue", url);
    settings.set("inputs.trail", "region", names.region());
    settings.set("incidents", "logs", "s3://" + files.place());
  }

  private void readStream(CallStream calls) {
    String arn =
        "arn:aws:kinesis:" + names.region() + ':' + names.account() + ":stream/example-of-calls";
    settings.stands(arn, calls.stream().getStreamArn());
    settings.set("inputs.calls", "type", "kinesis");
    settings.set("inputs.calls", "streams", arn);
    settings.set("inputs.calls", "region", names.region());
  }

  private Bucket outputs() {
    Bucket made =
        OwnBucket.make(
            this,
            "Findings",
            Optional.empty(),
            key,
            "Data events show who reads findings, if the bucket is in" + " export-buckets.");
    settings.stands(EXAMPLE_BUCKET, made.getBucketName());
    for (String output : List.of("findings", "incidents", "dead-letters")) {
      settings.set("outputs", output, "s3://" + EXAMPLE_BUCKET + '/' + output);
    }
    return made;
  }

  private void hashSecret() {
    Secret secret =
        Secret.Builder.create(this, "HashSecret")
            .description("From which the key of the hashes of item keys is derived; keep it")
            .encryptionKey(key)
            .generateSecretString(
                SecretStringGenerator.builder()
                    .passwordLength(SECRET_LENGTH)
                    .excludePunctuation(true)
                    .build())
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Reasons.give(
        secret,
        "AwsSolutions-SMG4",
        "Rotation would change all hashes of item keys: earlier counts would no longer match.");
    String arn =
        "arn:aws:secretsmanager:"
            + names.region()
            + ':'
            + names.account()
            + ":secret:example-of-the-hash-secret";
    settings.stands(arn, secret.getSecretArn());
    settings.set("monitor", "hash-secret", arn);
  }

  /** Sets where metrics are written; returns the example of the workspace's URL. */
  private String remoteWrite() {
    String url =
        "https://aps-workspaces."
            + names.region()
            + ".amazonaws.com/workspaces/ws-example-of-the-wall/";
    settings.set("metrics", "remote-write.url", url + "api/v1/remote_write");
    return url;
  }

  private void policy() {
    if (deployment.policy().isEmpty()) {
      return;
    }
    refuseInvalid(deployment.policy());
    Asset asset = Asset.Builder.create(this, "Policy").path(deployment.policy()).build();
    settings.stands(EXAMPLE_POLICY, asset.getS3ObjectUrl());
    String place = EXAMPLE_POLICY.substring("s3://".length());
    settings.stands(
        "arn:aws:s3:::" + place, asset.getBucket().arnForObjects(asset.getS3ObjectKey()));
    settings.stands(
        "arn:aws:s3:::" + place.substring(0, place.indexOf('/')), asset.getBucket().getBucketArn());
    settings.set("monitor", "policy", EXAMPLE_POLICY);
  }

  /**
   * Reads a policy as the job will.
   *
   * @throws SettingsException listing everything that the job would reject
   */
  private static void refuseInvalid(String policy) {
    try {
      String yaml = Files.readString(Path.of(policy));
      PolicyReading reading = PolicyLoader.read(policy, yaml, Long.MIN_VALUE);
      if (reading.policy() == null) {
        throw new SettingsException(
            PolicyCheck.render(policy, yaml, reading.problems()).stripTrailing());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the policy can't be read: " + policy, unreadable);
    }
  }
}
