/**
 * Condenses the actions of actors, for detectors that ask whether something happened rather than
 * how often.
 */
@NullMarked
package io.exposuremonitor.detectors.sighting;

import org.jspecify.annotations.NullMarked;
