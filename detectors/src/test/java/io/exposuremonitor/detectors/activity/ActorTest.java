package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/team/Reader, ROLE",
    "arn:aws:iam::111122223333:role/AWSServiceRoleForDynamoDBReplication, SERVICE",
    "arn:aws-cn:iam::111122223333:user/jane, USER",
    "arn:aws:iam::111122223333:root, ROOT",
    "arn:aws:sts::111122223333:federated-user/jane, FEDERATED_USER",
    "arn:aws:identitystore::111122223333:identitystore/d-1/user/5448, IDENTITY_CENTER_USER",
    "backup.amazonaws.com, SERVICE",
    "firehose.amazonaws.com.cn, SERVICE",
    "111122223333, ACCOUNT",
    "unknown, UNKNOWN",
    "others, UNKNOWN"
  })
  void idShowsKind(String id, Actor.Kind kind) {
    assertThat(Actor.kindOf(id)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef, true",
    "arn:aws-cn:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef, true",
    "arn:aws:iam::111122223333:role/Admin, false",
    "arn:aws:iam::111122223333:user/AWSReservedSSO_Admin, false",
    "AWSReservedSSO_Admin, false"
  })
  void nameShowsRoleOfPermissionSet(String id, boolean ofPermissionSet) {
    assertThat(Actor.isOfPermissionSet(id)).isEqualTo(ofPermissionSet);
  }
}
