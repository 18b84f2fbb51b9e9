package io.exposuremonitor.detectors.sensitivity;

import org.jspecify.annotations.Nullable;

/**
 * A value under an attribute's name, and the class that it is of; null when it is of none.
 *
 * @param kind what sort of value, for people
 */
record Labelled(String kind, String attribute, String value, @Nullable DataClass dataClass) {}
