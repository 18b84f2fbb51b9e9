package io.exposuremonitor.connectors.objects;

import org.jspecify.annotations.Nullable;

/**
 * An element on its way from a worker to the task's thread.
 *
 * @param value the element
 * @param position number of its object's elements emitted so far, including this one
 * @param eTag of the content from which it was read; null when the object could not be opened
 * @param bytes number of stored bytes that were read for it
 */
record ObjectElement<T>(T value, long position, @Nullable String eTag, long bytes) {}
