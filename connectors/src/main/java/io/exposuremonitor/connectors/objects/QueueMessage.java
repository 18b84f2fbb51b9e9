package io.exposuremonitor.connectors.objects;

/**
 * A message as delivered by the queue. The queue delivers it again once its visibility timeout has
 * passed, unless it was deleted by then.
 *
 * @param id the same for each delivery
 * @param handle identifies this delivery, for deleting and extending
 * @param body its text
 * @param sent when it was sent, epoch milliseconds
 */
public record QueueMessage(String id, String handle, String body, long sent) {}
