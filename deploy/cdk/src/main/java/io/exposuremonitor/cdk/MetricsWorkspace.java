package io.exposuremonitor.cdk;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** Storage, alert rules and dashboards of metrics: Amazon Managed Prometheus and Grafana. */
final class MetricsWorkspace extends Construct {
  private final CfnWorkspace metrics;

  /**
   * @param guides where the alert rules' links lead
   */
  MetricsWorkspace(
      Construct scope,
      String id,
      Deployment deployment,
      Optional<URI> guides,
      IKey key,
      MonitorAlarms watch) {
    super(scope, id);
    CfnWorkspace.Builder workspace =
        CfnWorkspace.Builder.create(this, "Metrics")
            .alias(Names.APPLICATION)
            .kmsKeyArn(key.getKeyArn());
    if (deployment.rules().isEmpty()) {
      metrics = workspace.build();
    } else {
      workspace.alertManagerDefinition(AlertRules.delivery(watch.topicArn(), deployment.region()));
      metrics = workspace.build();
      new AlertRules(this, "Rules", deployment.rules(), guides, metrics);
      watch.takeAlertsOf(metrics.getAttrArn());
    }
    Role role =
        Role.Builder.create(this, "Reader")
            .description("Grafana reads the exposure monitor's metrics")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("grafana.amazonaws.com"),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", deployment.account()))))
            .build();
    role.addToPolicy(
        Policies.allow(
            List.of(
                "aps:DescribeWorkspace",
                "aps:QueryMetrics",
                "aps:GetLabels",
                "aps:GetSeries",
                "aps:GetMetricMetadata"),
            List.of(metrics.getAttrArn())));
    role.addToPolicy(Policies.allow(List.of("aps:ListWorkspaces"), List.of("*")));
    Reasons.giveForStars(role, "Listing workspaces can't be limited to resources.", "\\*");
    software.amazon.awscdk.services.grafana.CfnWorkspace.Builder.create(this, "Dashboards")
        .name(Names.APPLICATION)
        .accountAccessType("CURRENT_ACCOUNT")
        .authenticationProviders(List.of("AWS_SSO"))
        .permissionType("CUSTOMER_MANAGED")
        .dataSources(List.of("PROMETHEUS"))
        .roleArn(role.getRoleArn())
        .build();
  }

  /** ARN of the workspace that receives metrics. */
  String metricsArn() {
    return metrics.getAttrArn();
  }

  /** URL of the workspace, ending with a slash. */
  String metricsUrl() {
    return metrics.getAttrPrometheusEndpoint();
  }
}
