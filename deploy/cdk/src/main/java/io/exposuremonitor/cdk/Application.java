package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The job on the managed service, with its role and its log. */
final class Application extends Construct {
  private static final String CUSTOM = "CUSTOM";

  private final Role role;
  private final Asset jar;
  private final LogStream log;
  private final Optional<Network> network;
  private final CfnApplication application;

  Application(
      Construct scope,
      String id,
      Deployment deployment,
      JobSettings settings,
      List<PolicyStatement> permissions,
      IKey key) {
    super(scope, id);
    jar = Asset.Builder.create(this, "Jar").path(deployment.jar()).build();
    LogGroup group =
        LogGroup.Builder.create(this, "Log")
            .encryptionKey(key)
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    log =
        LogStream.Builder.create(this, "LogStream")
            .logGroup(group)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Names names = Names.of(deployment);
    role =
        Role.Builder.create(this, "Role")
            .roleName(Names.ROLE)
            .description("The exposure monitor")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("kinesisanalytics.amazonaws.com"),
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", names.account()),
                        "ArnEquals", Map.of("aws:SourceArn", names.applicationArn()))))
            .build();
    role.addToPolicy(
        Policies.allow(
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            List.of(jar.getBucket().arnForObjects(jar.getS3ObjectKey()))));
    role.addToPolicy(
        Policies.allow(
            List.of("logs:PutLogEvents", "logs:DescribeLogStreams"),
            List.of(group.getLogGroupArn())));
    role.addToPolicy(Policies.allow(List.of("logs:DescribeLogGroups"), List.of("*")));
    // Allows the application's own key: for streams, secrets and outputs.
    role.addToPolicy(
        Policies.allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key.getKeyArn())));
    permissions.forEach(role::addToPolicy);
    stars();
    network = deployment.vpc().map(vpc -> new Network(this, "Network", vpc, names, role));

    application =
        CfnApplication.Builder.create(this, "Application")
            .applicationName(Names.APPLICATION)
            .applicationDescription("Watches for data taken from DynamoDB tables")
            .runtimeEnvironment("FLINK-2_3")
            .serviceExecutionRole(role.getRoleArn())
            .applicationConfiguration(configuration(deployment, settings, key))
            .runConfiguration(
                CfnApplication.RunConfigurationProperty.builder()
                    .applicationRestoreConfiguration(
                        CfnApplication.ApplicationRestoreConfigurationProperty.builder()
                            .applicationRestoreType("RESTORE_FROM_LATEST_SNAPSHOT")
                            .build())
                    // State that no longer fits must be dropped by decision, not by accident.
                    .flinkRunConfiguration(
                        CfnApplication.FlinkRunConfigurationProperty.builder()
                            .allowNonRestoredState(false)
                            .build())
                    .build())
            .build();
    // The service tests the role when the application is created.
    application.getNode().addDependency(role);
    CfnApplicationCloudWatchLoggingOption.Builder.create(this, "Logging")
        .applicationName(Names.APPLICATION)
        .cloudWatchLoggingOption(
            CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                .logStreamArn(logStreamArn(group))
                .build())
        .build()
        .getNode()
        .addDependency(application);
  }

  Role role() {
    return role;
  }

  private void stars() {
    Reasons.giveForStars(
        role,
        "Listing log groups, tables, streams, trails and parts of a VPC can't be limited to"
            + " resources.",
        "\\*");
    Reasons.giveForStars(role, "Any trail may record the tables.", "arn:aws:cloudtrail:.*");
    Reasons.giveForStars(
        role, "Objects below the folders in the settings.", "arn:aws:s3:::.*", ".*/AWSLogs/\\*");
    Reasons.giveForStars(
        role,
        "Streams of the tables in the settings; a stream is named by its creation time.",
        "arn:aws:dynamodb:.*");
    Reasons.giveForStars(
        role,
        "The settings name streams, tables, buckets, topics and secrets, not their keys. The"
            + " role may use a key only through the service of such a resource, and only if the"
            + " key's policy permits it.",
        "arn:aws:kms:.*");
  }

  private String logStreamArn(LogGroup group) {
    // A group's ARN ends in ":*".
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName(group.getLogGroupName() + ":log-stream:" + log.getLogStreamName())
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
  }

  private CfnApplication.ApplicationConfigurationProperty configuration(
      Deployment deployment, JobSettings settings, IKey key) {
    CfnApplication.ApplicationConfigurationProperty.Builder builder =
        CfnApplication.ApplicationConfigurationProperty.builder();
    if (deployment.stateKey() == Deployment.StateKey.OWN) {
      builder.applicationEncryptionConfiguration(
          CfnApplication.ApplicationEncryptionConfigurationProperty.builder()
              .keyType("CUSTOMER_MANAGED_KEY")
              .keyId(key.getKeyArn())
              .build());
    }
    network.ifPresent(
        place ->
            builder.vpcConfigurations(
                List.of(
                    CfnApplication.VpcConfigurationProperty.builder()
                        .subnetIds(place.subnets())
                        .securityGroupIds(List.of(place.groupId()))
                        .build())));
    return builder
        .applicationCodeConfiguration(
            CfnApplication.ApplicationCodeConfigurationProperty.builder()
                .codeContentType("ZIPFILE")
                .codeContent(
                    CfnApplication.CodeContentProperty.builder()
                        .s3ContentLocation(
                            CfnApplication.S3ContentLocationProperty.builder()
                                .bucketArn(jar.getBucket().getBucketArn())
                                .fileKey(jar.getS3ObjectKey())
                                .build())
                        .build())
                .build())
        .environmentProperties(
            CfnApplication.EnvironmentPropertiesProperty.builder()
                .propertyGroups(groups(settings))
                .build())
        .applicationSnapshotConfiguration(
            CfnApplication.ApplicationSnapshotConfigurationProperty.builder()
                .snapshotsEnabled(true)
                .build())
        .applicationSystemRollbackConfiguration(
            CfnApplication.ApplicationSystemRollbackConfigurationProperty.builder()
                .rollbackEnabled(true)
                .build())
        .flinkApplicationConfiguration(
            CfnApplication.FlinkApplicationConfigurationProperty.builder()
                .checkpointConfiguration(
                    CfnApplication.CheckpointConfigurationProperty.builder()
                        .configurationType(CUSTOM)
                        .checkpointingEnabled(true)
                        .checkpointInterval(deployment.checkpointSeconds() * 1_000)
                        .minPauseBetweenCheckpoints(5_000)
                        .build())
                .parallelismConfiguration(
                    CfnApplication.ParallelismConfigurationProperty.builder()
                        .configurationType(CUSTOM)
                        .parallelism(deployment.parallelism())
                        .parallelismPerKpu(deployment.perKpu())
                        .autoScalingEnabled(true)
                        .build())
                .monitoringConfiguration(
                    CfnApplication.MonitoringConfigurationProperty.builder()
                        .configurationType(CUSTOM)
                        .logLevel("INFO")
                        .metricsLevel("OPERATOR")
                        .build())
                .build())
        .build();
  }

  private static List<CfnApplication.PropertyGroupProperty> groups(JobSettings settings) {
    return settings.groups().groups().entrySet().stream()
        .map(
            group ->
                CfnApplication.PropertyGroupProperty.builder()
                    .propertyGroupId(group.getKey())
                    .propertyMap(group.getValue())
                    .build())
        .toList();
  }
}
