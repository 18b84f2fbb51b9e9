package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.incident.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An intruder who changes role, session name and address between two steps. */
class RoleChainReplayTest {
  private static final String ALICE =
      """
      {"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012",\
      "principalId":"AIDAEXAMPLE","userName":"alice","accessKeyId":"AKIAALICE00000000001"}""";
  private static final String ADMIN =
      """
      {"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/Admin/elsewhere",\
      "accountId":"123456789012","principalId":"AROAEXAMPLE:elsewhere",\
      "accessKeyId":"ASIAADMIN00000000002","sessionContext":{"sessionIssuer":{"type":"Role",\
      "arn":"arn:aws:iam::123456789012:role/Admin","accountId":"123456789012","userName":"Admin"}}}""";
  private static final String STOPPED =
      record("1", "10:00", "cloudtrail", "StopLogging", ALICE, "192.0.2.1", "null");
  private static final String ASSUMED =
      record(
          "2",
          "10:05",
          "sts",
          "AssumeRole",
          ALICE,
          "192.0.2.1",
          "{\"credentials\":{\"accessKeyId\":\"ASIAADMIN00000000002\",\"sessionToken\":\"IQoJb3J\","
              + "\"expiration\":\"Mar 1, 2026, 11:05:00 AM\"}}");
  private static final String DELETED =
      record("3", "10:10", "cloudtrail", "DeleteTrail", ADMIN, "198.51.100.7", "null");

  @TempDir private Path folder;

  private static String record(
      String id,
      String minute,
      String service,
      String call,
      String identity,
      String address,
      String response) {
    return """
        {"eventVersion":"1.11","userIdentity":%s,"eventTime":"2026-03-01T%s:00Z",\
        "eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1",\
        "sourceIPAddress":"%s","userAgent":"aws-cli/2","requestParameters":\
        {"name":"arn:aws:cloudtrail:eu-west-1:123456789012:trail/all"},"responseElements":%s,\
        "eventID":"e-%s","eventType":"AwsApiCall","managementEvent":true,\
        "recipientAccountId":"123456789012"}"""
        .formatted(identity, minute, service, call, address, response, id);
  }

  private List<Incident> incidents(String... records) throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs-" + records.length));
    Files.writeString(logs.resolve("records.jsonl"), String.join("\n", records));
    ReplayResult result = StoredRecords.replay(logs, 1);
    assertThat(result.skipped().byReason()).isEmpty();
    return result.incidents();
  }

  @Test
  void mergesIncidentsOfActorAndAssumedRole() throws Exception {
    assertThat(incidents(STOPPED, DELETED)).hasSize(2);

    List<Incident> merged = incidents(DELETED, ASSUMED, STOPPED);
    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).actors())
        .containsExactly(
            "arn:aws:iam::123456789012:role/Admin", "arn:aws:iam::123456789012:user/alice");
  }
}
