package io.exposuremonitor.connectors.objects;

import org.jspecify.annotations.Nullable;

/**
 * An element on its way from a worker to the task's thread.
 *
 * @param value the element
 * @param position how many of its object's elements have been emitted, this one included
 * @param eTag content of the object that it was read from; null when it could not be opened
 * @param bytes stored bytes that were read for it
 */
record ObjectElement<T>(T value, long position, @Nullable String eTag, long bytes) {}
