package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorFieldsTest {
  @ParameterizedTest(name = "{1} {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Reader/alex","accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/team/Reader"}} ¦ ROLE ¦ arn:aws:iam::111122223333:role/team/Reader ¦ 111122223333 ¦ false
          "type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Reader/alex"                      ¦ ROLE ¦ arn:aws:iam::111122223333:role/Reader ¦ 111122223333 ¦ false
          "type":"AssumedRole","principalId":"AROAEXAMPLE:alex","accountId":"111122223333"                     ¦ ROLE ¦ AROAEXAMPLE ¦ 111122223333 ¦ false
          "type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Reader/alex","invokedBy":"cloudformation.amazonaws.com" ¦ ROLE ¦ arn:aws:iam::111122223333:role/Reader ¦ 111122223333 ¦ false
          "type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication"}} ¦ SERVICE ¦ replication.dynamodb.amazonaws.com ¦ 111122223333 ¦ true
          "type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/s"        ¦ SERVICE ¦ arn:aws:iam::111122223333:role/AWSServiceRoleForBackup ¦ 111122223333 ¦ true
          "type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ops/alice","accountId":"111122223333"         ¦ USER ¦ arn:aws:iam::111122223333:user/ops/alice ¦ 111122223333 ¦ false
          "type":"IAMUser","userName":"alice","accountId":"111122223333"                                       ¦ USER ¦ arn:aws:iam::111122223333:user/alice ¦ 111122223333 ¦ false
          "type":"Root","accountId":"111122223333"                                                             ¦ ROOT ¦ arn:aws:iam::111122223333:root ¦ 111122223333 ¦ false
          "arn":"arn:aws:iam::111122223333:root"                                                               ¦ ROOT ¦ arn:aws:iam::111122223333:root ¦ 111122223333 ¦ false
          "type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"                                           ¦ SERVICE ¦ cloudtrail.amazonaws.com ¦ missing ¦ true
          "accountId":"111122223333","invokedBy":"backup.amazonaws.com"                                        ¦ SERVICE ¦ backup.amazonaws.com ¦ 111122223333 ¦ true
          "type":"AWSAccount","principalId":"AIDAEXAMPLE","accountId":"444455556666"                           ¦ ACCOUNT ¦ 444455556666 ¦ 444455556666 ¦ false
          "accountId":"444455556666"                                                                           ¦ ACCOUNT ¦ 444455556666 ¦ 444455556666 ¦ false
          "type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/bob","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:user/broker"}} ¦ FEDERATED_USER ¦ arn:aws:iam::111122223333:user/broker ¦ 111122223333 ¦ false
          "type":"Role","principalId":"AROAEXAMPLE:alex","accountId":"111122223333"                            ¦ ROLE ¦ AROAEXAMPLE ¦ 111122223333 ¦ false
          "principalId":"AIDAEXAMPLE","accountId":"111122223333"                                               ¦ UNKNOWN ¦ AIDAEXAMPLE ¦ 111122223333 ¦ false
          "arn":"arn:aws:sts::111122223333:federated-user/bob","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:user/broker"}} ¦ FEDERATED_USER ¦ arn:aws:iam::111122223333:user/broker ¦ 111122223333 ¦ false
          "arn":"arn:aws:sts::111122223333:federated-user/bob"                                                 ¦ FEDERATED_USER ¦ arn:aws:sts::111122223333:federated-user/bob ¦ 111122223333 ¦ false
          "type":"WebIdentityUser","userName":"u1","identityProvider":"accounts.google.com"                    ¦ FEDERATED_USER ¦ accounts.google.com/u1 ¦ missing ¦ false
          "type":"IdentityCenterUser","accountId":"111122223333","onBehalfOf":{"userId":"u-1","identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-1"}      ¦ IDENTITY_CENTER_USER ¦ arn:aws:identitystore::111122223333:identitystore/d-1/user/u-1 ¦ 111122223333 ¦ false
          "type":"Unknown"                                                                                     ¦ UNKNOWN ¦ unknown ¦ missing ¦ false
          """)
  void nameTheActorWithoutItsSession(
      String identity, String kind, String id, String account, String service) {
    String members = "\"userIdentity\":{" + identity + "}";
    Policy policy = Policy.defaults();
    assertThat(Rules.derived("exposure.actor.kind", members, policy)).isEqualTo(kind);
    assertThat(Rules.derived("exposure.actor", members, policy)).isEqualTo(id);
    assertThat(Rules.derived("exposure.actor.account", members, policy)).isEqualTo(account);
    assertThat(Rules.derived("exposure.actor.service", members, policy)).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (Macintosh), true",
    "[Mozilla/5.0 (Macintosh)], true",
    "'[S3Console/0.4, aws-internal/3]', true",
    "console.aws.amazon.com, true",
    "console.amazonaws.com, true",
    "signin.amazonaws.com, true",
    "console.dynamodb.amazonaws.com, true",
    "aws-cli/2.24 exec-env/CloudShell, false",
    "backup.amazonaws.com, false"
  })
  void recogniseBrowsers(String userAgent, String expected) {
    String members =
        "\"userAgent\":\"" + userAgent + "\",\"sessionCredentialFromConsole\":\"true\"";
    assertThat(Rules.derived("exposure.browser", members, Policy.defaults())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "\"errorCode\":\"AccessDenied\" ¦ true",
        "\"errorCode\":\"\" ¦ false",
        "\"errorCode\":null ¦ false",
        "\"x\":1 ¦ false"
      })
  void recogniseFailedCalls(String members, String expected) {
    assertThat(Rules.derived("exposure.failed", members, Policy.defaults())).isEqualTo(expected);
  }
}
