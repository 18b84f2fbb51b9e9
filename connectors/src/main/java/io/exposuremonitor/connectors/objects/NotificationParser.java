package io.exposuremonitor.connectors.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses messages that announce objects, in each of the forms in which they reach the queue: events
 * of S3, CloudTrail's own notifications, events of EventBridge; each plain (also by SNS with raw
 * delivery) or in an SNS envelope. Never fails: parts that can't be interpreted are counted.
 *
 * <p>Sources: the S3 user guide's "Event message structure" and "EventBridge event message
 * structure"; the CloudTrail user guide's "Configuring Amazon SNS notifications".
 */
final class NotificationParser {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String CLOUD_TRAIL_TEST = "CloudTrail validation message";
  private static final int MAX_ENVELOPES = 3;

  /** S3's own limit for keys and versions, in bytes; an eTag is far shorter. */
  private static final int LONGEST = 1_024;

  /** Accepts bucket names only: the client would take an ARN, or anything else, for a host name. */
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9.-]{3,63}");

  private NotificationParser() {}

  static Notification parse(String body) {
    return parse(body, MAX_ENVELOPES);
  }

  private static Notification parse(String body, int envelopes) {
    if (body.startsWith(CLOUD_TRAIL_TEST)) {
      return Notification.TEST;
    }
    JsonNode json = read(body);
    if (json.path("Records").isArray()) {
      List<Notification> parts = new ArrayList<>();
      json.path("Records").forEach(part -> parts.add(s3Event(part)));
      return Notification.all(parts);
    }
    if (json.has("s3Bucket") && json.has("s3ObjectKey")) {
      return cloudTrail(json);
    }
    if (text(json, "source").equals("aws.s3") && json.has("detail-type")) {
      return eventBridge(json);
    }
    if (text(json, "Event").equals("s3:TestEvent")) {
      return Notification.TEST;
    }
    if (text(json, "Type").equals("Notification") && envelopes > 0) {
      return parse(text(json, "Message"), envelopes - 1);
    }
    return Notification.UNKNOWN;
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static Notification s3Event(JsonNode event) {
    String name = text(event, "eventName");
    if (!text(event, "eventSource").equals("aws:s3") || name.isEmpty()) {
      return Notification.UNKNOWN;
    }
    if (!name.startsWith("ObjectCreated:")) {
      return Notification.IGNORED;
    }
    JsonNode object = event.path("s3").path("object");
    String bucket = text(event.path("s3").path("bucket"), "name");
    return object(bucket, decoded(text(object, "key")), object, "versionId", "eTag");
  }

  /** Parses an EventBridge event, in which the key is not encoded. */
  private static Notification eventBridge(JsonNode event) {
    if (!text(event, "detail-type").equals("Object Created")) {
      return Notification.IGNORED;
    }
    JsonNode object = event.path("detail").path("object");
    String bucket = text(event.path("detail").path("bucket"), "name");
    return object(bucket, text(object, "key"), object, "version-id", "etag");
  }

  private static Notification object(
      String bucket, @Nullable String key, JsonNode object, String version, String tag) {
    String versionId = text(object, version);
    String eTag = text(object, tag);
    if (!isBucket(bucket)
        || key == null
        || !isKey(key)
        || isTooLong(versionId)
        || isTooLong(eTag)) {
      return Notification.UNKNOWN;
    }
    return Notification.of(
        List.of(
            new ObjectRef(
                bucket,
                key,
                nullIfEmpty(versionId),
                nullIfEmpty(eTag),
                object.path("size").asLong(-1))));
  }

  private static Notification cloudTrail(JsonNode json) {
    JsonNode keys = json.path("s3ObjectKey");
    String bucket = text(json, "s3Bucket");
    List<ObjectRef> objects = new ArrayList<>();
    for (JsonNode key : keys.isArray() ? keys : List.of(keys)) {
      if (!isBucket(bucket) || !key.isTextual() || !isKey(key.textValue())) {
        return Notification.UNKNOWN;
      }
      objects.add(ObjectRef.of(bucket, key.textValue()));
    }
    return Notification.of(objects);
  }

  private static boolean isBucket(String name) {
    return BUCKET.matcher(name).matches();
  }

  private static boolean isKey(String text) {
    return !text.isEmpty() && !isTooLong(text);
  }

  /** True for a text that is too long for an object's name, and would not fit into a checkpoint. */
  private static boolean isTooLong(String text) {
    return text.getBytes(UTF_8).length > LONGEST;
  }

  /** Decodes a key of an S3 event, which is form-encoded: a plus is a blank. Null when damaged. */
  private static @Nullable String decoded(String key) {
    try {
      return URLDecoder.decode(key, UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  private static @Nullable String nullIfEmpty(String text) {
    // Buckets that never had versioning may report "null".
    return text.isEmpty() || text.equals("null") ? null : text;
  }
}
