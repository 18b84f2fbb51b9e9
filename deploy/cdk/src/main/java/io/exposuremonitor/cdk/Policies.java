package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** Creates policy statements, each in one line. */
final class Policies {
  private Policies() {}

  /** Allows a role some actions on some resources. */
  static PolicyStatement allow(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
  }

  /** Allows a role some actions on some resources, under conditions. */
  static PolicyStatement allow(
      List<String> actions, List<String> resources, Map<String, Map<String, String>> conditions) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(resources)
        .conditions(conditions)
        .build();
  }

  /** Allows a service some actions on the resource that the policy belongs to. */
  static PolicyStatement service(
      String service,
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, String>> conditions) {
    return PolicyStatement.Builder.create()
        .principals(List.of(new ServicePrincipal(service)))
        .actions(actions)
        .resources(resources)
        .conditions(conditions)
        .build();
  }
}
