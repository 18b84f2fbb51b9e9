package io.exposuremonitor.connectors.objects;

/**
 * A message as the queue handed it out. The queue hands it out again once its visibility timeout
 * has passed, unless it was deleted by then.
 *
 * @param id the same each time it is handed out
 * @param handle names this handing out, for deleting and extending
 * @param body its text
 * @param sent when it was sent, epoch milliseconds
 */
public record QueueMessage(String id, String handle, String body, long sent) {}
