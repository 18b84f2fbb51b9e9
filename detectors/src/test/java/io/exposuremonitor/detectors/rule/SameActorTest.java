package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules and the decoder of activities tell actors and origins alike. */
class SameActorTest {
  /** Decodes a record to the one activity it is. */
  private static final class Decoded implements DecoderSink {
    private final List<Activity> activities = new ArrayList<>();

    @Override
    public void activity(Activity activity) {
      activities.add(activity);
    }

    @Override
    public void candidate(RawRecord record) {}

    @Override
    public void skipped(SkipReason reason, String detail) {
      throw new AssertionError(reason + " " + detail);
    }
  }

  private static final CloudTrailDecoder DECODER =
      new CloudTrailDecoder(
          KeyHasher.of(new byte[] {1}),
          text -> new Statement(Statement.Verb.UNKNOWN, "", "", Statement.Access.NONE, ""),
          (source, name, failed, parameters) -> false);

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void comesToTheSameActorAndOrigin(
      @ForAll("identities") String identity, @ForAll("userAgents") String userAgent) {
    String record =
        Rules.record(
            "\"userIdentity\":{"
                + identity
                + "},\"userAgent\":\""
                + userAgent
                + "\","
                + "\"sourceIPAddress\":\"203.0.113.24\",\"vpcEndpointId\":\"vpce-1\","
                + "\"requestParameters\":{\"tableName\":\"t\"},\"eventID\":\"e-1\"");
    byte[] json = record.getBytes(UTF_8);
    Decoded decoded = new Decoded();
    DECODER.decode(json, 0, json.length, decoded);
    RuleEvent event = Rules.event(record, Policy.defaults());

    Activity activity = decoded.activities.get(0);
    assertThat(RuleActor.of(event.root())).as(record).isEqualTo(activity.actor());
    assertThat(RuleOrigin.of(event.root())).as(record).isEqualTo(activity.origin());
    assertThat(ResourceFinder.find(event, List.of())).isEqualTo(activity.resource());
  }

  @Provide
  Arbitrary<String> userAgents() {
    return Arbitraries.of(
        "",
        "Mozilla/5.0 (Macintosh)",
        "[Mozilla/5.0]",
        "[S3Console/0.4, aws-internal/3]",
        "console.aws.amazon.com",
        "eu-west-1.console.aws.amazon.com",
        "signin.amazonaws.com",
        "console.dynamodb.amazonaws.com",
        "aws-cli/2.24 exec-env/CloudShell",
        "x".repeat(1500));
  }

  @Provide
  Arbitrary<String> identities() {
    String account = "111122223333";
    Arbitrary<String> arns =
        member(
            "arn",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:user/ops/alice",
            "arn:aws:iam::111122223333:role/team/Reader",
            "arn:aws-cn:sts::444455556666:assumed-role/Reader/alex/x",
            "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/s",
            "arn:aws:sts::111122223333:federated-user/bob",
            "not an arn");
    Arbitrary<String> sessions =
        Arbitraries.of(
            "",
            "\"sessionContext\":{\"sourceIdentity\":\"carol\"}",
            issuer("arn:aws:iam::444455556666:role/team/Writer"),
            issuer("arn:aws:iam::111122223333:user/broker"),
            issuer(
                "arn:aws:iam::111122223333:role/aws-service-role/"
                    + "replication.dynamodb.amazonaws.com/AWSServiceRoleForReplication"));
    Arbitrary<String> people =
        Arbitraries.of(
            "",
            "\"onBehalfOf\":{\"userId\":\"u-1\"}",
            "\"onBehalfOf\":{\"userId\":\"u-1\",\"identityStoreArn\":"
                + "\"arn:aws:identitystore::111122223333:identitystore/d-1\"}");
    Arbitrary<String> names =
        Combinators.combine(
                member("userName", "alice"),
                member("identityProvider", "accounts.google.com"),
                member("accessKeyId", "ASIAEXAMPLE"))
            .as(SameActorTest::joined);
    return Combinators.combine(
            member(
                "type",
                "Root",
                "IAMUser",
                "AssumedRole",
                "Role",
                "FederatedUser",
                "AWSAccount",
                "AWSService",
                "IdentityCenterUser",
                "SAMLUser",
                "WebIdentityUser",
                "Unknown"),
            arns,
            member("accountId", account, "anonymous"),
            member("principalId", "AROAEXAMPLE:alex", "AIDAEXAMPLE"),
            member("invokedBy", "backup.amazonaws.com", "AWS Internal"),
            sessions,
            people,
            names)
        .as(SameActorTest::joined);
  }

  private static Arbitrary<String> member(String name, String... values) {
    return Arbitraries.of(
        Stream.concat(
                Stream.of(""), Stream.of(values).map(value -> "\"" + name + "\":\"" + value + "\""))
            .toList());
  }

  private static String issuer(String arn) {
    return "\"sessionContext\":{\"sessionIssuer\":{\"arn\":\"" + arn + "\"}}";
  }

  private static String joined(String... members) {
    return Stream.of(members).filter(member -> !member.isEmpty()).collect(Collectors.joining(","));
  }
}
