package io.exposuremonitor.connectors.alert;

/**
 * Something to tell a service. Part of checkpoints, so it holds no secret: a service's key is added
 * when it is sent.
 *
 * @param key what the service joins by: PagerDuty's {@code dedup_key}
 * @param revision rises with each letter of a key; one that was posted before is not posted again
 * @param kind what it asks for
 * @param body a JSON object, as the route's service wants it
 */
public record Letter(String key, long revision, Kind kind, String body) {
  /** What is asked of the service. */
  public enum Kind {
    /** Open the alert, or tell news of it. */
    TRIGGER,
    /** End the alert. */
    RESOLVE,
    /** Take note of something; opens no alert, and nothing ends it. */
    NOTE
  }
}
