package io.exposuremonitor.connectors.alert;

/**
 * A message to a service. Part of checkpoints, so it holds no secret: the service's key is added on
 * sending.
 *
 * @param key by which the service correlates letters: PagerDuty's {@code dedup_key}
 * @param revision rises with each letter of a key; a revision that was posted before is not posted
 *     again
 * @param kind the requested operation
 * @param urgency of letters that wait for the same service, the one with the highest goes first
 * @param body a JSON object in the service's format
 */
public record Letter(String key, long revision, Kind kind, int urgency, String body) {
  /** The requested operation. */
  public enum Kind {
    /** Open the alert, or update it. */
    TRIGGER,
    /** End the alert. */
    RESOLVE,
    /** Record an event, which opens no alert and never ends. */
    NOTE
  }
}
