package io.exposuremonitor.connectors.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationParserTest {
  private static final String KEY = "AWSLogs/1/CloudTrail/eu-west-1/2026/01/31/a+b c ü.json.gz";
  private static final String ENCODED =
      "AWSLogs/1/CloudTrail/eu-west-1/2026/01/31/a%2Bb+c+%C3%BC.json.gz";

  static String s3Event(String name, String encodedKey) {
    return """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventName":"%s",
         "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"trail"},
          "object":{"key":"%s","size":77,"eTag":"abc","versionId":"v1","sequencer":"0A"}}}"""
        .formatted(name, encodedKey);
  }

  static String s3Events(String... events) {
    return "{\"Records\":[" + String.join(",", events) + "]}";
  }

  static String inEnvelope(String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Type", "Notification")
        .put("MessageId", "0f")
        .put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:trail")
        .put("Message", message)
        .toString();
  }

  private static final String CLOUD_TRAIL =
      "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"a+b.json.gz\",\"c%20d.json.gz\"]}";

  private static String eventBridge(String type) {
    return """
        {"version":"0","id":"1","detail-type":"%s","source":"aws.s3","account":"123456789012",
         "detail":{"version":"0","bucket":{"name":"trail"},
          "object":{"key":"a+b c.json","size":5,"etag":"abc","version-id":"v2","sequencer":"0A"},
          "reason":"PutObject"}}"""
        .formatted(type);
  }

  static List<Arguments> announcements() {
    ObjectRef whole = new ObjectRef("trail", KEY, "v1", "abc", 77);
    List<ObjectRef> two = List.of(ref("a+b.json.gz"), ref("c%20d.json.gz"));
    ObjectRef bridged = new ObjectRef("trail", "a+b c.json", "v2", "abc", 5);
    String put = s3Event("ObjectCreated:Put", ENCODED);
    return List.of(
        argumentSet("S3", s3Events(put), List.of(whole)),
        argumentSet("S3, several", s3Events(put, put), List.of(whole, whole)),
        argumentSet("S3 by SNS", inEnvelope(s3Events(put)), List.of(whole)),
        argumentSet("SNS in SNS", inEnvelope(inEnvelope(s3Events(put))), List.of(whole)),
        argumentSet(
            "S3, some deletes",
            s3Events(s3Event("ObjectRemoved:Delete", "x"), put),
            List.of(whole)),
        argumentSet("CloudTrail by SNS, raw", CLOUD_TRAIL, two),
        argumentSet("CloudTrail by SNS", inEnvelope(CLOUD_TRAIL), two),
        argumentSet(
            "CloudTrail, one key", CLOUD_TRAIL.replaceAll("\\[|,\"c.*\\]", ""), two.subList(0, 1)),
        argumentSet("EventBridge", eventBridge("Object Created"), List.of(bridged)),
        argumentSet(
            "EventBridge by SNS", inEnvelope(eventBridge("Object Created")), List.of(bridged)),
        argumentSet(
            "S3 without version, tag and size",
            s3Events(put)
                .replace(",\"size\":77", "")
                .replace("\"eTag\":\"abc\",", "")
                .replace("\"v1\"", "\"null\""),
            List.of(ref(KEY))));
  }

  private static ObjectRef ref(String key) {
    return ObjectRef.of("trail", key);
  }

  @ParameterizedTest
  @MethodSource("announcements")
  void extractsAnnouncedObjects(String body, List<ObjectRef> objects) {
    Notification notification = NotificationParser.parse(body);

    assertThat(notification.objects()).isEqualTo(objects);
    assertThat(notification.unknown()).isZero();
  }

  static List<Arguments> messagesWithoutObjects() {
    String s3Test =
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-01-31T00:00:00Z\","
            + "\"Bucket\":\"trail\",\"RequestId\":\"1\",\"HostId\":\"2\"}";
    return List.of(
        argumentSet("S3's test", s3Test, Notification.TEST),
        argumentSet("S3's test by SNS", inEnvelope(s3Test), Notification.TEST),
        argumentSet(
            "CloudTrail's test", inEnvelope("CloudTrail validation message."), Notification.TEST),
        argumentSet("raw", "CloudTrail validation message.", Notification.TEST),
        argumentSet("delete", s3Events(s3Event("ObjectRemoved:Delete", "x")), Notification.IGNORED),
        argumentSet(
            "restore", s3Events(s3Event("ObjectRestore:Completed", "x")), Notification.IGNORED),
        argumentSet("deleted", eventBridge("Object Deleted"), Notification.IGNORED),
        argumentSet("no events", s3Events(), Notification.of(List.of())));
  }

  @ParameterizedTest
  @MethodSource("messagesWithoutObjects")
  void classifiesMessagesWithoutObjects(String body, Notification expected) {
    assertThat(NotificationParser.parse(body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{",
        "{}",
        "[]",
        "3",
        "null",
        "{\"Records\":{}}",
        "{\"Records\":[{}]}",
        "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"eventName\":\"aws:kinesis:record\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[3]}",
        "{\"s3Bucket\":3,\"s3ObjectKey\":[\"a\"]}",
        "{\"Type\":\"Notification\",\"Message\":\"hello\"}",
        "{\"Type\":\"Notification\"}",
        "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"hello\"}",
        "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{}}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"a\"]} trailing"
      })
  void reportsUnrecognizedMessagesAsUnknown(String body) {
    assertThat(NotificationParser.parse(body)).isEqualTo(Notification.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:s3:::trail", "a b", "bad_/..", "ab", "host:80/trail"})
  void rejectsInvalidBucketNames(String bucket) {
    for (String body :
        List.of(
            s3Events(s3Event("ObjectCreated:Put", "a")),
            eventBridge("Object Created"),
            CLOUD_TRAIL)) {
      assertThat(NotificationParser.parse(body.replace("\"trail\"", '"' + bucket + '"')))
          .isEqualTo(Notification.UNKNOWN);
    }
  }

  @Test
  void rejectsNamesLongerThanS3Allows() throws Exception {
    String longest = "ü".repeat(512);
    Notification fits = NotificationParser.parse(s3Events(s3Event("ObjectCreated:Put", longest)));
    assertThat(fits.objects()).extracting(ObjectRef::key).containsExactly(longest);
    ObjectSplit split = ObjectSplit.of(fits.objects().get(0));
    byte[] state = ObjectSplitSerializer.INSTANCE.serialize(split);
    assertThat(ObjectSplitSerializer.INSTANCE.deserialize(1, state)).isEqualTo(split);

    String tooLong = "x".repeat(1_025);
    String event = s3Event("ObjectCreated:Put", "a");
    for (String body :
        List.of(
            s3Events(s3Event("ObjectCreated:Put", longest + "x")),
            s3Events(event.replace("\"v1\"", '"' + tooLong + '"')),
            s3Events(event.replace("\"abc\"", '"' + tooLong + '"')),
            eventBridge("Object Created").replace("a+b c.json", tooLong),
            CLOUD_TRAIL.replace("a+b.json.gz", tooLong))) {
      assertThat(NotificationParser.parse(body)).isEqualTo(Notification.UNKNOWN);
    }
  }

  @Test
  void rejectsMalformedKeyEncoding() {
    assertThat(NotificationParser.parse(s3Events(s3Event("ObjectCreated:Put", "a%zz"))))
        .isEqualTo(Notification.UNKNOWN);
  }

  @Test
  void limitsEnvelopeNesting() {
    String body = s3Events(s3Event("ObjectCreated:Put", "a"));
    for (int i = 0; i < 5; i++) {
      body = inEnvelope(body);
    }

    assertThat(NotificationParser.parse(body)).isEqualTo(Notification.UNKNOWN);
  }

  @Property
  void neverFails(@ForAll String text) {
    assertThat(NotificationParser.parse(text)).isNotNull();
    assertThat(NotificationParser.parse(inEnvelope(text))).isNotNull();
  }

  @Property(tries = 200)
  void decodesEveryEncodedKey(@ForAll String key) throws Exception {
    String encoded = URLEncoder.encode(key, UTF_8);
    if (key.isEmpty() || !URLDecoder.decode(encoded, UTF_8).equals(key)) {
      return; // A lone surrogate cannot be encoded.
    }
    String body =
        new ObjectMapper().readTree(s3Events(s3Event("ObjectCreated:Put", encoded))).toString();

    assertThat(NotificationParser.parse(body).objects())
        .extracting(ObjectRef::key)
        .containsExactly(key);
  }
}
