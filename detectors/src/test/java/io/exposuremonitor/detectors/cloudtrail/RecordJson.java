package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds CloudTrail records for tests; values are JSON, so strings bring their quotes. */
final class RecordJson {
  static final String TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/Music";
  static final String ROLE =
      """
      {"type":"AssumedRole","principalId":"AROAEXAMPLE:web-7",\
      "arn":"arn:aws:sts::111122223333:assumed-role/shop/web-7","accountId":"111122223333",\
      "accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",\
      "principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/svc/shop",\
      "accountId":"111122223333","userName":"shop"},"attributes":{\
      "creationDate":"2026-03-01T08:24:22Z","mfaAuthenticated":"false"}}}""";

  private final Map<String, String> fields = new LinkedHashMap<>();

  /** A successful call on DynamoDB of event id {@code id-1}, without parameters. */
  static RecordJson of(String eventName) {
    return new RecordJson()
        .with("eventVersion", "\"1.11\"")
        .with("userIdentity", ROLE)
        .with("eventTime", "\"2026-03-01T12:00:00Z\"")
        .with("eventSource", "\"dynamodb.amazonaws.com\"")
        .with("eventName", '"' + eventName + '"')
        .with("awsRegion", "\"us-east-1\"")
        .with("sourceIPAddress", "\"192.0.2.7\"")
        .with("userAgent", "\"aws-sdk-java/2.25.11\"")
        .with("requestParameters", "null")
        .with("responseElements", "null")
        .with("eventID", "\"id-1\"")
        .with("readOnly", "true")
        .with("recipientAccountId", "\"111122223333\"");
  }

  /** As {@link #of(String)} with parameters, and the table Music among the resources. */
  static RecordJson onMusic(String eventName, String requestParameters) {
    return of(eventName).parameters(requestParameters).resources(TABLE);
  }

  RecordJson with(String name, String json) {
    fields.put(name, json);
    return this;
  }

  RecordJson without(String... names) {
    for (String name : names) {
      fields.remove(name);
    }
    return this;
  }

  RecordJson id(String id) {
    return with("eventID", '"' + id + '"');
  }

  RecordJson parameters(String json) {
    return with("requestParameters", json);
  }

  RecordJson resources(String... arns) {
    String list =
        Arrays.stream(arns)
            .map(arn -> "{\"accountId\":\"1\",\"type\":\"any\",\"ARN\":\"" + arn + "\"}")
            .collect(Collectors.joining(","));
    return with("resources", '[' + list + ']');
  }

  Map<String, String> fields() {
    return fields;
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
