package io.exposuremonitor.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.services.aps.CfnRuleGroupsNamespace;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.constructs.Construct;

/**
 * The monitor's alert and recording rules in the workspace that stores its metrics, and the
 * delivery of their alerts.
 */
final class AlertRules extends Construct {
  /** Each file becomes its own namespace, because the rules of one file belong together. */
  static final List<String> FILES = List.of("recording", "alerts");

  /**
   * @param folder contains the rule files
   * @throws UncheckedIOException if one of them can't be read
   */
  AlertRules(Construct scope, String id, String folder, CfnWorkspace workspace) {
    super(scope, id);
    for (String file : FILES) {
      CfnRuleGroupsNamespace.Builder.create(this, file)
          .name("exposure-" + file)
          .workspace(workspace.getAttrArn())
          .data(read(Path.of(folder, file + ".yml")))
          .build();
    }
  }

  /**
   * An Alertmanager configuration that sends every alert to a topic, with its severity as an
   * attribute for filtering subscriptions, and says in the subject whether it fires or is resolved
   * (user guide of Amazon Managed Service for Prometheus, "Alert manager configuration").
   */
  static String delivery(String topicArn, String region) {
    return """
        alertmanager_config: |
          route:
            receiver: topic
            group_by: [alertname, severity]
            group_wait: 30s
            group_interval: 5m
            repeat_interval: 12h
          receivers:
            - name: topic
              sns_configs:
                - topic_arn: %s
                  sigv4:
                    region: %s
                  subject: '{{ .Status }}, {{ .CommonLabels.severity }}: {{ .CommonLabels.alertname }}'
                  attributes:
                    severity: '{{ .CommonLabels.severity }}'
        """
        .formatted(topicArn, region);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("rules can't be read: " + file, unreadable);
    }
  }
}
