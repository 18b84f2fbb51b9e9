package io.exposuremonitor.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.aps.CfnRuleGroupsNamespace;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.constructs.Construct;

/**
 * The monitor's alert and recording rules in the workspace that stores its metrics, and the
 * delivery of their alerts.
 */
final class AlertRules extends Construct {
  /** Where the shipped rules say that runbooks can be read; an example. */
  static final String EXAMPLE_OF_GUIDES = "https://git.example.com/exposure-monitor/blob/main";

  /** Each file becomes its own namespace, because the rules of one file belong together. */
  static final List<String> FILES = List.of("recording", "alerts");

  /**
   * @param folder contains the rule files
   * @param guides where the repository's files can be read, for links to runbooks; empty to leave
   *     the links as they are
   * @throws UncheckedIOException if one of the files can't be read
   */
  AlertRules(
      Construct scope, String id, String folder, Optional<URI> guides, CfnWorkspace workspace) {
    super(scope, id);
    for (String file : FILES) {
      CfnRuleGroupsNamespace.Builder.create(this, file)
          .name("exposure-" + file)
          .workspace(workspace.getAttrArn())
          .data(linked(read(Path.of(folder, file + ".yml")), guides))
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

  private static String linked(String rules, Optional<URI> guides) {
    return guides
        .map(place -> rules.replace(EXAMPLE_OF_GUIDES, place.toString().replaceAll("/+$", "")))
        .orElse(rules);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("rules can't be read: " + file, unreadable);
    }
  }
}
