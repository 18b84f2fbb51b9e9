package io.exposuremonitor.detectors.sensitivity;

import org.jspecify.annotations.Nullable;

/**
 * A value of an attribute with its class, or null if it has none.
 *
 * @param kind kind of value, for people
 */
record Labelled(String kind, String attribute, String value, @Nullable DataClass dataClass) {}
