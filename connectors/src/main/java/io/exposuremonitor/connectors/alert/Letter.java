package io.exposuremonitor.connectors.alert;

/**
 * A message to a service. Part of checkpoints, so it holds no secret: the service's key is added on
 * sending.
 *
 * @param key by which the service correlates letters: PagerDuty's {@code dedup_key}
 * @param revision rises with each letter of a key. The same letter may be sent more than once, and
 *     be posted again after a restart, always with the same revision: together with the key and the
 *     kind, it lets receivers recognise repetitions
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
