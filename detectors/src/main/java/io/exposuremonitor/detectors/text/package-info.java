/**
 * Compares and checks names and texts, and makes them safe to display. Independent of AWS and of
 * all other packages.
 */
@NullMarked
package io.exposuremonitor.detectors.text;

import org.jspecify.annotations.NullMarked;
