package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * How many items hold a class in an attribute. State: stored as it is, 170 bytes at most for each
 * slot, twice that for credentials.
 *
 * @param attribute a top-level attribute's name, or {@link #OTHERS}
 * @param dataClass the class's id
 * @param months slots of {@link Profile#PAST}: items that hold it, items into which it was newly
 *     written
 */
public record AttributeProfile(String attribute, String dataClass, List<Slot> months) {
  /** Stands for all attributes beyond the bound. */
  static final String OTHERS = "(other attributes)";

  /** Error of 6.5 %; exact up to 23. */
  static final int LG_K = 8;

  static final int ITEMS = 0;
  static final int WRITTEN = 1;

  public AttributeProfile {
    months = months == null ? new ArrayList<>() : months;
  }
}
