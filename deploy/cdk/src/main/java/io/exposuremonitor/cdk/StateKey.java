package io.exposuremonitor.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/**
 * This deployment's key for the job's state in the service: running state, checkpoints and
 * snapshots. The key policy that the service's two principals need is documented in "Managing CMK
 * using APIs" in the developer guide of Managed Service for Apache Flink.
 */
final class StateKey {
  private static final String SERVICE = "kinesisanalytics.amazonaws.com";
  private static final String INFRASTRUCTURE = "infrastructure.kinesisanalytics.amazonaws.com";
  private static final String CONTEXT = "kms:EncryptionContext:aws:kinesisanalytics:arn";

  private StateKey() {}

  /** Lets the service use a key for the state of this application only. */
  static void admit(Key key, Names names) {
    String application = names.applicationArn();
    Map<String, String> caller =
        Map.of("aws:SourceArn", application, "aws:SourceAccount", names.account());
    Map<String, String> state = Map.of(CONTEXT, application);
    Map<String, String> both = new HashMap<>(caller);
    both.putAll(state);

    for (String service : List.of(SERVICE, INFRASTRUCTURE)) {
      admit(key, service, "kms:DescribeKey", caller);
    }
    admit(key, SERVICE, "kms:GenerateDataKey", both);
    admit(key, SERVICE, "kms:Decrypt", state);
    admit(key, INFRASTRUCTURE, "kms:Decrypt", state);
    admit(key, INFRASTRUCTURE, "kms:GenerateDataKeyWithoutPlaintext", state);
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new ServicePrincipal(INFRASTRUCTURE)))
            .actions(List.of("kms:CreateGrant"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "StringEquals",
                    Map.of(
                        CONTEXT, application, "kms:GrantConstraintType", "EncryptionContextSubset"),
                    "ForAllValues:StringEquals",
                    Map.of("kms:GrantOperations", "Decrypt")))
            .build());
  }

  private static void admit(
      Key key, String service, String action, Map<String, String> conditions) {
    key.addToResourcePolicy(
        Policies.service(
            service, List.of(action), List.of("*"), Map.of("StringEquals", conditions)));
  }
}
