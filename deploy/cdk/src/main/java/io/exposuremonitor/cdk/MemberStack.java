package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * The resources in each member's account: a role with which the monitor reads change streams and
 * describes tables, and, on the fast path, a rule that forwards calls. The template has no assets,
 * so that it can be rolled out as a StackSet, also to the monitor's own account. There the rule is
 * left out, because {@link CallStream} has made one of the same name.
 */
final class MemberStack extends Stack {
  MemberStack(
      Construct scope,
      String id,
      StackProps props,
      Deployment deployment,
      Deployment.Organisation organisation) {
    super(scope, id, props);
    Names names = Names.of(deployment);
    CfnParameter prefix =
        CfnParameter.Builder.create(this, "TablePrefix")
            .type("String")
            .defaultValue("")
            .description("Prefix of the names of the tables that the monitor may examine")
            .build();
    String tables =
        "arn:aws:dynamodb:*:" + getAccount() + ":table/" + prefix.getValueAsString() + '*';

    Role reader =
        Role.Builder.create(this, "Reader")
            .roleName(Names.MEMBER_ROLE)
            .description(
                "The exposure monitor reads change streams of tables and how tables are protected")
            // Not the role as principal: IAM would keep its unique id, which a new role of the same
            // name does not have.
            .assumedBy(
                new PrincipalWithConditions(
                    new AccountPrincipal(names.account()),
                    Map.of(
                        "StringEquals", Map.of("sts:ExternalId", organisation.externalId()),
                        "ArnEquals", Map.of("aws:PrincipalArn", names.roleArn()))))
            .build();
    reader.addToPolicy(
        Policies.allow(
            List.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"),
            List.of(tables + "/stream/*")));
    reader.addToPolicy(
        Policies.allow(
            List.of("dynamodb:DescribeTable", "dynamodb:ListTagsOfResource"), List.of(tables)));
    reader.addToPolicy(
        Policies.allow(
            List.of(
                InventoryCalls.LIST_OF_TABLES,
                "dynamodb:ListStreams",
                InventoryCalls.LIST_OF_TRAILS),
            List.of("*")));
    reader.addToPolicy(
        Policies.allow(
            List.of("kms:Decrypt"),
            List.of("arn:aws:kms:*:" + getAccount() + ":key/*"),
            Map.of("StringLike", Map.of("kms:ViaService", "dynamodb.*.amazonaws.com"))));
    reader.addToPolicy(Policies.allow(InventoryCalls.OF_TABLES, List.of(tables)));
    reader.addToPolicy(
        Policies.allow(
            InventoryCalls.OF_KEYS, List.of("arn:aws:kms:*:" + getAccount() + ":key/*")));
    reader.addToPolicy(Policies.allow(InventoryCalls.OF_TRAILS, List.of(InventoryCalls.TRAILS)));
    Reasons.giveForStars(
        reader,
        "Tables and their streams come and go; the parameter TablePrefix limits them.",
        "arn:aws:dynamodb:.*");
    Reasons.giveForStars(
        reader,
        "Each table may have a key of its own. The role may describe it, and use it only through"
            + " DynamoDB and if the key's policy permits it.",
        "arn:aws:kms:.*");
    Reasons.giveForStars(reader, "Any trail may record the tables.", "arn:aws:cloudtrail:.*");
    Reasons.giveForStars(
        reader, "Listing tables, streams and trails can't be limited to" + " resources.", "\\*");
    if (deployment.way().stream()) {
      forward(names);
    }
  }

  private void forward(Names names) {
    CfnCondition elsewhere =
        CfnCondition.Builder.create(this, "IsElsewhere")
            .expression(Fn.conditionNot(Fn.conditionEquals(getAccount(), names.account())))
            .build();
    Role sender =
        Role.Builder.create(this, "Sender")
            .description("EventBridge forwards calls to the exposure monitor's account")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("events.amazonaws.com"),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount()))))
            .inlinePolicies(
                Map.of(
                    "forward",
                    PolicyDocument.Builder.create()
                        .statements(
                            List.of(
                                Policies.allow(
                                    List.of("events:PutEvents"), List.of(names.busArn()))))
                        .build()))
            .build();
    CfnRule rule =
        CfnRule.Builder.create(this, "Calls")
            .description("CloudTrail's records for the exposure monitor")
            .name(Names.RULE)
            .state(CallStream.ALL_MANAGEMENT_EVENTS)
            .eventPattern(CallStream.pattern())
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("monitor")
                        .arn(names.busArn())
                        .roleArn(sender.getRoleArn())
                        .build()))
            .build();
    for (CfnResource forwarding : List.of((CfnRole) sender.getNode().getDefaultChild(), rule)) {
      forwarding.getCfnOptions().setCondition(elsewhere);
    }
  }
}
