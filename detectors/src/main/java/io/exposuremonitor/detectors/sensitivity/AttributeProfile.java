package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of items that hold a class of data in one attribute. Part of the state: at most 170
 * bytes for each slot, twice that for credentials.
 *
 * @param attribute a top-level attribute's name, or {@link #OTHERS}
 * @param dataClass the class's id
 * @param months slots of {@link Profile#PAST} with two sketches each: the items that hold the
 *     class, and the items into which it was newly written
 */
public record AttributeProfile(String attribute, String dataClass, List<Slot> months) {
  /** The name under which all attributes beyond the bound are counted. */
  static final String OTHERS = "(other attributes)";

  /** Accuracy of the sketches: an error of 6.5 %, exact up to 31. */
  static final int LG_K = 8;

  static final int ITEMS = 0;
  static final int WRITTEN = 1;

  public AttributeProfile {
    months = months == null ? new ArrayList<>() : months;
  }
}
