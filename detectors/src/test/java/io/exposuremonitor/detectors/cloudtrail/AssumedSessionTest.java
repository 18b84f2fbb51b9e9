package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssumedSessionTest {
  private static final String ALICE =
      "{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::123456789012:user/alice\","
          + "\"accountId\":\"123456789012\",\"accessKeyId\":\"AKIA1\"}";
  private static final String RESPONSE =
      "{\"assumedRoleUser\":{\"arn\":\"a\"},\"credentials\":{\"sessionToken\":\"secret\","
          + "\"accessKeyId\":\"ASIA2\"}}";

  private static byte[] record(String call, String identity, String response, String more) {
    return ("{\"eventTime\":\"2026-03-01T10:00:00Z\",\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\""
            + call
            + "\",\"userIdentity\":"
            + identity
            + ",\"responseElements\":"
            + response
            + more
            + '}')
        .getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable AssumedSession read(String call, String identity, String response) {
    return AssumedSession.read(record(call, identity, response, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AssumeRole",
        "AssumeRoleWithSAML",
        "AssumeRoleWithWebIdentity",
        "AssumeRoot",
        "GetFederationToken"
      })
  void readsCallerAndIssuedKey(String call) {
    assertThat(read(call, ALICE, RESPONSE))
        .isEqualTo(
            new AssumedSession(
                Instant.parse("2026-03-01T10:00:00Z").toEpochMilli(),
                new Actor(Actor.Kind.USER, "arn:aws:iam::123456789012:user/alice", "123456789012"),
                "AKIA1",
                "ASIA2"));
    assertThat(AssumedSession.isToldBy("sts.amazonaws.com", call, false)).isTrue();
  }

  @Test
  void ignoresFailedCallsAndCallsThatKeepTheIdentity() {
    byte[] failed = record("AssumeRole", ALICE, "null", ",\"errorCode\":\"AccessDenied\"");
    assertThat(AssumedSession.read(failed)).isNull();
    assertThat(read("GetSessionToken", ALICE, RESPONSE)).isNull();
    assertThat(AssumedSession.isToldBy("sts.amazonaws.com", "AssumeRole", true)).isFalse();
    assertThat(AssumedSession.isToldBy("iam.amazonaws.com", "AssumeRole", false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::123456789012:assumed-role/r/s\"}",
        "{\"type\":\"Root\",\"accountId\":\"123456789012\"}",
        "{\"type\":\"FederatedUser\",\"arn\":\"arn:aws:sts::123456789012:federated-user/bob\"}",
        "{\"type\":\"IdentityCenterUser\",\"onBehalfOf\":{\"userId\":\"u\",\"identityStoreArn\":\"a\"}}",
        "{\"type\":\"SAMLUser\",\"principalId\":\"p:alice\",\"userName\":\"alice\"}"
      })
  void readsEveryKindOfPerson(String identity) {
    assertThat(read("AssumeRole", identity, RESPONSE)).isNotNull();
  }

  @Test
  void ignoresRecordsWithoutTime() {
    String record = new String(record("AssumeRole", ALICE, RESPONSE, ""), StandardCharsets.UTF_8);
    byte[] timeless = record.replace("2026-03-01T", "yesterday").getBytes(StandardCharsets.UTF_8);

    assertThat(AssumedSession.read(timeless)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::123456789012:assumed-role/r/s\","
            + "\"invokedBy\":\"cloudformation.amazonaws.com\"}",
        "{\"type\":\"AWSService\",\"invokedBy\":\"ecs-tasks.amazonaws.com\"}",
        "{\"type\":\"AWSAccount\",\"accountId\":\"111122223333\",\"principalId\":\"AROA:x\"}",
        "null",
        "7"
      })
  void ignoresCallsByServicesAccountsAndUnknownCallers(String identity) {
    assertThat(read("AssumeRole", identity, RESPONSE)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "{\"credentials\":null}", "{\"credentials\":{}}"})
  void ignoresResponsesWithoutAccessKey(String response) {
    assertThat(read("AssumeRole", ALICE, response)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"eventSource\":\"sts.amazonaws.com\"", "null"})
  void ignoresMalformedRecords(String json) {
    assertThat(AssumedSession.read(json.getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
