package io.exposuremonitor.detectors.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.cloudtrail.Provenance;
import io.exposuremonitor.detectors.cloudtrail.RecordTree;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.trail.TrailEvent.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the calls that change which events trails record: {@code PutEventSelectors}, {@code
 * StartLogging}, {@code StopLogging} and {@code DeleteTrail}. Those that failed changed nothing.
 */
public final class TrailCalls {
  private static final ObjectReader JSON = JsonMapper.builder().build().reader();
  private static final String SOURCE = "cloudtrail.amazonaws.com";

  private TrailCalls() {}

  /** Whether records of an event source may be such calls. */
  public static boolean concerns(String eventSource) {
    return eventSource.equals(SOURCE);
  }

  /**
   * The change of a trail that a record describes; empty for any other record, and for malformed
   * ones.
   *
   * @param record its JSON, in UTF-8
   */
  public static Optional<TrailEvent> read(byte[] record) {
    try {
      return read(record, JSON.readTree(record));
    } catch (IOException notJson) {
      // The rules get the same record and report it.
      return Optional.empty();
    }
  }

  private static Optional<TrailEvent> read(byte[] record, JsonNode root) {
    Kind kind =
        switch (root.path("eventName").asText()) {
          case "PutEventSelectors" -> Kind.SELECTORS;
          case "StartLogging" -> Kind.STARTED;
          case "StopLogging", "DeleteTrail" -> Kind.STOPPED;
          default -> Kind.TABLE;
        };
    boolean others =
        kind == Kind.TABLE
            || !concerns(root.path("eventSource").asText())
            || !root.path("errorCode").asText().isEmpty();
    String trail = trail(root);
    long time = RecordTree.time(root);
    if (others || trail.isEmpty() || time == 0) {
      return Optional.empty();
    }
    Provenance provenance = Provenance.of(record);
    List<TrailView> trails = List.of();
    if (kind == Kind.SELECTORS) {
      EventSelectors selectors = EventSelectors.of(root.path("requestParameters"));
      trails = List.of(new TrailView(trail, true, false, true, true, selectors));
    }
    Actor actor = provenance.actor();
    EventReference event = new EventReference(root.path("eventID").asText(), provenance.origin());
    return Optional.of(new TrailEvent(kind, time, trail, trails, actor, event));
  }

  /** The trail's ARN, from the response, or else from the name or ARN in the request. */
  private static String trail(JsonNode root) {
    JsonNode request = root.path("requestParameters");
    String answered = root.path("responseElements").path("trailARN").asText("");
    String name = request.path("trailName").asText(request.path("name").asText(""));
    if (!answered.isEmpty() || Arns.beginsAsArn(name) || name.isEmpty()) {
      return answered.isEmpty() ? name : answered;
    }
    String account = root.path("recipientAccountId").asText("");
    String region = root.path("awsRegion").asText("");
    return Arns.build("cloudtrail", region, account, "trail/" + name);
  }
}
