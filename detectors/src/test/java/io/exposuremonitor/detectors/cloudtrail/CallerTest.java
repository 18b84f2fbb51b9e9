package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Actor.Kind;
import io.exposuremonitor.detectors.activity.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallerTest {
  private static final String ACCOUNT = "111122223333";

  static Stream<Arguments> identities() {
    return Stream.of(
        arguments(
            "a role session is the role that issued it",
            RecordJson.ROLE,
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/svc/shop", ACCOUNT)),
        arguments(
            "without an issuer the role is derived, in the same partition",
            identity(
                """
                "type":"AssumedRole","arn":"arn:aws-cn:sts::111122223333:assumed-role/shop/web-7\""""),
            new Actor(Kind.ROLE, "arn:aws-cn:iam::111122223333:role/shop", ACCOUNT)),
        arguments(
            "a session ARN counts for its role under any type",
            identity(
                """
                "type":"IAMUser","arn":"arn:aws:sts::111122223333:assumed-role/users/bob\""""),
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/users", ACCOUNT)),
        arguments(
            "a role session without any ARN is its role's unique id",
            identity(
                """
                "type":"AssumedRole","principalId":"AROAEXAMPLE:web-7","accountId":"111122223333\""""),
            new Actor(Kind.ROLE, "AROAEXAMPLE", ACCOUNT)),
        arguments(
            "the account is the role's, not that of the session's log",
            identity(
                """
                "type":"AssumedRole","accountId":"111122223333","sessionContext":{"sessionIssuer":\
                {"arn":"arn:aws:iam::444455556666:role/admin"}}"""),
            new Actor(Kind.ROLE, "arn:aws:iam::444455556666:role/admin", "444455556666")),
        arguments(
            "a role whose path holds a service's further in is none of a service",
            identity(
                """
                "type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":\
                "arn:aws:iam::111122223333:role/team/aws-service-role/backup.amazonaws.com/x"}}"""),
            new Actor(
                Kind.ROLE,
                "arn:aws:iam::111122223333:role/team/aws-service-role/backup.amazonaws.com/x",
                ACCOUNT)),
        arguments(
            "nor is one that is only named like one",
            identity(
                """
                "type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":\
                "arn:aws:iam::111122223333:role/AWSServiceRoleForMe"}}"""),
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/AWSServiceRoleForMe", ACCOUNT)),
        arguments(
            "nor one whose own ARN is only named like one",
            identity("\"arn\":\"arn:aws:iam::111122223333:role/AWSServiceRoleForMe\""),
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/AWSServiceRoleForMe", ACCOUNT)),
        arguments(
            "a user",
            identity("\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::111122223333:user/Alice\""),
            new Actor(Kind.USER, "arn:aws:iam::111122223333:user/Alice", ACCOUNT)),
        arguments(
            "a user without an ARN",
            identity("\"type\":\"IAMUser\",\"accountId\":\"111122223333\",\"userName\":\"Alice\""),
            new Actor(Kind.USER, "arn:aws:iam::111122223333:user/Alice", ACCOUNT)),
        arguments(
            "the root user",
            identity("\"type\":\"Root\",\"arn\":\"arn:aws:iam::111122223333:root\""),
            new Actor(Kind.ROOT, "arn:aws:iam::111122223333:root", ACCOUNT)),
        arguments(
            "the root user without an ARN",
            identity("\"type\":\"Root\",\"accountId\":\"111122223333\""),
            new Actor(Kind.ROOT, "arn:aws:iam::111122223333:root", ACCOUNT)),
        arguments(
            "a service",
            identity("\"type\":\"AWSService\",\"invokedBy\":\"backup.amazonaws.com\""),
            new Actor(Kind.SERVICE, "backup.amazonaws.com", "")),
        arguments(
            "a service event has no type",
            identity("\"accountId\":\"111122223333\",\"invokedBy\":\"backup.amazonaws.com\""),
            new Actor(Kind.SERVICE, "backup.amazonaws.com", ACCOUNT)),
        arguments(
            "a service-linked role is the service of its path",
            identity(
                """
                "type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:\
                role/aws-service-role/replication.dynamodb.amazonaws.com/\
                AWSServiceRoleForDynamoDBReplication"}}"""),
            new Actor(Kind.SERVICE, "replication.dynamodb.amazonaws.com", ACCOUNT)),
        arguments(
            "whoever else invoked it",
            identity(
                """
                "type":"AssumedRole","invokedBy":"backup.amazonaws.com","accountId":"999988887777",\
                "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:\
                role/aws-service-role/replication.dynamodb.amazonaws.com/\
                AWSServiceRoleForDynamoDBReplication"}}"""),
            new Actor(Kind.SERVICE, "replication.dynamodb.amazonaws.com", ACCOUNT)),
        arguments(
            "a service-linked role without its path is who invoked it",
            identity(
                """
                "type":"AssumedRole","invokedBy":"backup.amazonaws.com",\
                "arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/s\""""),
            new Actor(Kind.SERVICE, "backup.amazonaws.com", ACCOUNT)),
        arguments(
            "a service-linked role of which nothing else is known",
            identity(
                """
                "type":"AssumedRole",\
                "arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/s\""""),
            new Actor(
                Kind.SERVICE, "arn:aws:iam::111122223333:role/AWSServiceRoleForBackup", ACCOUNT)),
        arguments(
            "a service acting for a role is the role",
            RecordJson.ROLE.replaceFirst("\\{", "{\"invokedBy\":\"athena.amazonaws.com\","),
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/svc/shop", ACCOUNT)),
        arguments(
            "an Identity Center user",
            identity(
                """
                "type":"IdentityCenterUser","accountId":"111122223333","onBehalfOf":{"userId":"544894e8",\
                "identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-1"}"""),
            new Actor(
                Kind.IDENTITY_CENTER_USER,
                "arn:aws:identitystore::111122223333:identitystore/d-1/user/544894e8",
                ACCOUNT)),
        arguments(
            "an Identity Center user of an unknown store",
            identity(
                """
                "type":"IdentityCenterUser","accountId":"111122223333","principalId":"111122223333",\
                "onBehalfOf":{"userId":"544894e8"}"""),
            new Actor(Kind.IDENTITY_CENTER_USER, "544894e8", ACCOUNT)),
        arguments(
            "a SAML identity of an unknown provider",
            identity("\"type\":\"SAMLUser\",\"userName\":\"ann\""),
            new Actor(Kind.FEDERATED_USER, "unknown", "")),
        arguments(
            "a federated user is the user that federated it, whatever name that chose",
            identity(
                """
                "type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/x1",\
                "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:user/Broker"}}"""),
            new Actor(Kind.FEDERATED_USER, "arn:aws:iam::111122223333:user/Broker", ACCOUNT)),
        arguments(
            "a federated user without an issuer",
            identity(
                "\"type\":\"FederatedUser\",\"arn\":\"arn:aws:sts::111122223333:federated-user/x\""),
            new Actor(Kind.FEDERATED_USER, "arn:aws:sts::111122223333:federated-user/x", ACCOUNT)),
        arguments(
            "a web identity",
            identity(
                """
                "type":"WebIdentityUser","principalId":"accounts.google.com:app:7","userName":"7",\
                "identityProvider":"accounts.google.com\""""),
            new Actor(Kind.FEDERATED_USER, "accounts.google.com:app:7", "")),
        arguments(
            "a SAML identity without a principal",
            identity("\"type\":\"SAMLUser\",\"userName\":\"ann\",\"identityProvider\":\"idp\""),
            new Actor(Kind.FEDERATED_USER, "idp/ann", "")),
        arguments(
            "a cross-account copy names only the account",
            identity(
                "\"type\":\"AWSAccount\",\"principalId\":\"AIDA\",\"accountId\":\"111122223333\""),
            new Actor(Kind.ACCOUNT, ACCOUNT, ACCOUNT)),
        arguments(
            "nobody who gave a name",
            identity("\"type\":\"AWSAccount\",\"accountId\":\"ANONYMOUS_PRINCIPAL\""),
            new Actor(Kind.ACCOUNT, "ANONYMOUS_PRINCIPAL", "")),
        arguments(
            "without a type the ARN tells",
            identity("\"arn\":\"arn:aws-us-gov:iam::111122223333:user/Alice\""),
            new Actor(Kind.USER, "arn:aws-us-gov:iam::111122223333:user/Alice", ACCOUNT)),
        arguments("nothing", "{}", new Actor(Kind.UNKNOWN, "unknown", "")),
        arguments("null", "null", new Actor(Kind.UNKNOWN, "unknown", "")),
        arguments("no object", "[\"type\"]", new Actor(Kind.UNKNOWN, "unknown", "")),
        arguments(
            "nulls within",
            identity("\"type\":\"AssumedRole\",\"arn\":null,\"sessionContext\":null"),
            new Actor(Kind.ROLE, "unknown", "")),
        arguments(
            "the last of two session contexts",
            RecordJson.ROLE.substring(0, RecordJson.ROLE.length() - 1) + ",\"sessionContext\":{}}",
            new Actor(Kind.ROLE, "arn:aws:iam::111122223333:role/shop", ACCOUNT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("identities")
  void normalisesCallers(String meaning, String identity, Actor expected) {
    String record = RecordJson.of("Scan").with("userIdentity", identity).toString();

    assertThat(Decoded.record(record).activity().actor()).as(meaning).isEqualTo(expected);
  }

  /**
   * Identities are recognised by their bytes before their end is known, and all are in the same
   * buffer.
   */
  @Test
  void distinguishesCallersDecodedFromTheSameBuffer() {
    CloudTrailDecoder decoder = Decoded.decoder();
    Decoded decoded = new Decoded();
    byte[] buffer = new byte[4096];
    for (String name : List.of("shop", "shop", "list", "shop", "shoq", "list")) {
      String record =
          RecordJson.of(name.equals("list") ? "TagResource" : "Scan")
              .with("userIdentity", RecordJson.ROLE.replace("shop", name))
              .id(name)
              .toString();
      byte[] bytes = Decoded.bytes(record);
      System.arraycopy(bytes, 0, buffer, 0, bytes.length);
      decoder.decode(buffer, 0, bytes.length, decoded);
    }

    assertThat(decoded.activities)
        .extracting(activity -> activity.actor().id())
        .containsExactly(
            "arn:aws:iam::111122223333:role/svc/shop",
            "arn:aws:iam::111122223333:role/svc/shop",
            "arn:aws:iam::111122223333:role/svc/shop",
            "arn:aws:iam::111122223333:role/svc/shoq");
  }

  @Test
  void readsMissingUserIdentityAsUnknown() {
    String record = RecordJson.of("Scan").without("userIdentity").toString();

    assertThat(Decoded.record(record).activity().actor())
        .isEqualTo(new Actor(Kind.UNKNOWN, "unknown", ""));
  }

  @Test
  void readsOriginOfCall() {
    String identity =
        RecordJson.ROLE.replaceFirst("\\{", "{\"invokedBy\":\"athena.amazonaws.com\",");
    RecordJson record =
        RecordJson.of("Scan")
            .with("userIdentity", identity)
            .with("vpcEndpointId", "\"vpce-0a1b2c3d\"");

    assertThat(Decoded.record(record.toString()).activity().origin())
        .isEqualTo(
            new Origin(
                "192.0.2.7",
                "aws-sdk-java/2.25.11",
                "ASIAEXAMPLE",
                "web-7",
                "vpce-0a1b2c3d",
                "athena.amazonaws.com",
                false));
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, vpce-0a1b2c3d",
    "vpce, vpce-0a1b2c3d",
    "999988887777, arn:aws:ec2:us-east-1:999988887777:vpc-endpoint/vpce-0a1b2c3d"
  })
  void namesTheOwnerOfAnotherAccountsEndpoint(String owner, String endpoint) {
    RecordJson record =
        RecordJson.of("Scan")
            .with("awsRegion", "\"us-east-1\"")
            .with("recipientAccountId", "\"111122223333\"")
            .with("vpcEndpointId", "\"vpce-0a1b2c3d\"")
            .with("vpcEndpointAccountId", '"' + owner + '"');

    assertThat(Decoded.record(record.toString()).activity().origin().vpcEndpointId())
        .isEqualTo(endpoint);
  }

  @Test
  void readsAbsentOriginFieldsAsEmpty() {
    RecordJson record =
        RecordJson.of("Scan").without("userIdentity", "sourceIPAddress", "userAgent");

    assertThat(Decoded.record(record.toString()).activity().origin()).isEqualTo(Origin.NONE);
  }

  /** Equal origins share one object, those that differ in one respect must not. */
  @Test
  void distinguishesOriginsThatDifferInOneRespect() {
    List<RecordJson> records =
        List.of(
            RecordJson.of("Scan"),
            RecordJson.of("Scan").with("sourceIPAddress", "\"192.0.2.8\""),
            RecordJson.of("Scan").with("userAgent", "\"aws-cli/2\""),
            RecordJson.of("Scan").with("vpcEndpointId", "\"vpce-0a1b2c3d\""),
            RecordJson.of("Scan").with("vpcEndpointId", "\"vpce-ffffffff\""),
            RecordJson.of("Scan").with("userIdentity", RecordJson.ROLE.replace("web-7", "web-8")),
            RecordJson.of("Scan")
                .with("userIdentity", RecordJson.ROLE.replace("ASIAEXAMPLE", "ASIAOTHER")),
            RecordJson.of("Scan")
                .with(
                    "userIdentity",
                    RecordJson.ROLE.replaceFirst(
                        "\\{", "{\"invokedBy\":\"athena.amazonaws.com\",")));
    CloudTrailDecoder decoder = Decoded.decoder();
    Decoded together = new Decoded();
    List<Origin> alone = new ArrayList<>();
    for (RecordJson record : records) {
      // The first one each time, so that it is the latest in the cache.
      for (String json : List.of(records.get(0).toString(), record.toString())) {
        byte[] bytes = Decoded.bytes(json);
        decoder.decode(bytes, 0, bytes.length, together);
        alone.add(Decoded.record(json).activity().origin());
      }
    }

    assertThat(Set.copyOf(alone)).hasSameSizeAs(records);
    assertThat(together.activities).extracting(Activity::origin).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"arn\":\"arn:aws:sts::111122223333:assumed-role/shop/web-7\" | web-7",
        "\"arn\":\"arn:aws:sts::111122223333:federated-user/bob\"      | bob",
        "\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:web-7\" | web-7"
      })
  void prefersSessionNameToSourceIdentity(String members, String session) {
    String identity = identity(members + ",\"sessionContext\":{\"sourceIdentity\":\"alice\"}");
    String record = RecordJson.of("Scan").with("userIdentity", identity).toString();

    assertThat(Decoded.record(record).activity().origin().session()).isEqualTo(session);
  }

  @Test
  void usesSourceIdentityWithoutSessionName() {
    String identity =
        identity(
            """
            "type":"IAMUser","arn":"arn:aws:iam::111122223333:user/Alice",\
            "sessionContext":{"sourceIdentity":"alice"}""");
    String record = RecordJson.of("Scan").with("userIdentity", identity).toString();

    assertThat(Decoded.record(record).activity().origin().session()).isEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/133.0.0.0 | true",
        "[Mozilla/5.0 (X11; Linux x86_64)] | true",
        "console.aws.amazon.com | true",
        "console.amazonaws.com | true",
        "console.ec2.amazonaws.com | true",
        "dynamodb.console.aws.amazon.com | true",
        "signin.amazonaws.com | true",
        "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.666] | true",
        "S3Console/0.4 | true",
        "aws-cli/2.24.5 md/prompt#off exec-env/CloudShell md/command#dynamodb.get-item | false",
        "aws-sdk-java/2.25 Mozilla/5.0 | false",
        "console.example.com | false",
        "backup.amazonaws.com | false"
      })
  void recognisesConsoleByUserAgent(String userAgent, boolean console) {
    RecordJson record =
        RecordJson.of("Scan")
            .with("userAgent", '"' + userAgent + '"')
            .with("sessionCredentialFromConsole", "\"true\"");

    assertThat(Decoded.record(record.toString()).activity().origin().console()).isEqualTo(console);
  }

  @Test
  void truncatesUserAgentToOneKilobyte() {
    String record =
        RecordJson.of("Scan").with("userAgent", '"' + "x".repeat(3000) + '"').toString();

    assertThat(Decoded.record(record).activity().origin().userAgent()).hasSize(1024);
  }

  private static String identity(String members) {
    return '{' + members + '}';
  }
}
