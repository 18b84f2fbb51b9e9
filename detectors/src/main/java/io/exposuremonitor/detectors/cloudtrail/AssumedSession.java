package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a session's credentials, as AWS STS records it.
 *
 * @param time time of the call, epoch milliseconds
 * @param caller the principal that requested the session
 * @param callerKey id of the access key that signed the request, or empty
 * @param key id of the new session's access key
 */
public record AssumedSession(long time, Actor caller, String callerKey, String key) {
  /** The event source of AWS STS records. */
  public static final String SOURCE = "sts.amazonaws.com";

  /** Calls that change the caller's identity; {@code GetSessionToken} does not. */
  public static final Set<String> CALLS =
      Set.of(
          "AssumeRole",
          "AssumeRoleWithSAML",
          "AssumeRoleWithWebIdentity",
          "AssumeRoot",
          "GetFederationToken");

  /** True if a record of this kind reports a new session. */
  public static boolean isToldBy(String eventSource, String eventName, boolean failed) {
    return !failed && eventSource.equals(SOURCE) && CALLS.contains(eventName);
  }

  /**
   * Reads a record. Returns null if it reports no session, or one that was requested by neither a
   * user nor a role: services assume roles all the time, and a bare account identifies no caller.
   *
   * @param json one CloudTrail record
   */
  public static @Nullable AssumedSession read(byte[] json) {
    return Reading.of(json).session();
  }

  /** The relevant members of a record. */
  private static final class Reading {
    private String source = "";
    private String name = "";
    private String error = "";
    private long time = EventTime.INVALID;
    private String key = "";
    private Identity identity = new Identity();

    static Reading of(byte[] json) {
      Reading reading = new Reading();
      Cursor record = Cursor.ofObject(json, 0, json.length);
      while (record.nextMember()) {
        reading.take(record, json);
      }
      return reading;
    }

    private void take(Cursor member, byte[] json) {
      switch (member.name()) {
        case "eventSource" -> source = member.text();
        case "eventName" -> name = member.text();
        case "errorCode" -> error = member.text();
        case "eventTime" -> time = moment(member.text());
        case "userIdentity" -> identity = Identity.read(json, member.from(), member.to());
        case "responseElements" -> key = key(json, member.from(), member.to());
        default -> {}
      }
    }

    private static long moment(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return EventTime.parse(bytes, 0, bytes.length);
    }

    private static String key(byte[] json, int from, int to) {
      Cursor response = Cursor.ofObject(json, from, to);
      while (response.nextMember()) {
        if (response.name().equals("credentials")) {
          return accessKeyId(Cursor.ofObject(json, response.from(), response.to()));
        }
      }
      return "";
    }

    private static String accessKeyId(Cursor credentials) {
      while (credentials.nextMember()) {
        if (credentials.name().equals("accessKeyId")) {
          return credentials.text();
        }
      }
      return "";
    }

    @Nullable AssumedSession session() {
      if (key.isEmpty() || !isToldBy(source, name, !error.isEmpty())) {
        return null;
      }
      Caller caller = Caller.of(identity);
      return isUserOrRole(caller) && time != EventTime.INVALID
          ? new AssumedSession(time, caller.actor(), caller.accessKeyId(), key)
          : null;
    }

    private static boolean isUserOrRole(Caller caller) {
      return caller.invokedBy().isEmpty()
          && switch (caller.actor().kind()) {
            case ROLE, USER, ROOT, IDENTITY_CENTER_USER, FEDERATED_USER -> true;
            case SERVICE, ACCOUNT, UNKNOWN -> false;
          };
    }
  }
}
