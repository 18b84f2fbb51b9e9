package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The job's network interfaces in an existing VPC, and what they may connect to. */
final class Network extends Construct {
  private final List<String> subnets;
  private final CfnSecurityGroup group;

  /**
   * @param role of the job, with which the service creates its network interfaces
   */
  Network(Construct scope, String id, Deployment.Vpc vpc, Names names, Role role) {
    super(scope, id);
    subnets = vpc.subnets();
    group =
        CfnSecurityGroup.Builder.create(this, "Group")
            .groupDescription(
                "The exposure monitor: no inbound traffic, outbound traffic on few ports")
            .vpcId(vpc.id())
            .securityGroupEgress(
                vpc.ports().stream()
                    .map(
                        port ->
                            CfnSecurityGroup.EgressProperty.builder()
                                .description("Services of AWS and receivers of alerts")
                                .ipProtocol("tcp")
                                .cidrIp("0.0.0.0/0")
                                .fromPort(port)
                                .toPort(port)
                                .build())
                    .toList())
            .build();
    String place = "arn:aws:ec2:" + names.region() + ':' + names.account() + ':';
    String interfaces = place + "network-interface/*";
    role.addToPolicy(
        Policies.allow(
            List.of(
                "ec2:DescribeVpcs",
                "ec2:DescribeSubnets",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces"),
            List.of("*")));
    List<String> parts =
        new ArrayList<>(subnets.stream().map(subnet -> place + "subnet/" + subnet).toList());
    parts.add(place + "security-group/" + group.getAttrGroupId());
    parts.add(interfaces);
    role.addToPolicy(Policies.allow(List.of("ec2:CreateNetworkInterface"), parts));
    role.addToPolicy(
        Policies.allow(
            List.of("ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface"),
            List.of(interfaces),
            Map.of("ArnEquals", Map.of("ec2:Vpc", place + "vpc/" + vpc.id()))));
    Reasons.giveForStars(
        role, "A network interface has no id before it is created.", "arn:aws:ec2:.*");
  }

  List<String> subnets() {
    return subnets;
  }

  String groupId() {
    return group.getAttrGroupId();
  }
}
