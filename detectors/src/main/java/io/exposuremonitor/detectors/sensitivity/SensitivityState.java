package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SensitivityDetector} remembers of one table. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Size: under 3 KB for a quiet table with two classes; about 1.2 KB for each class of a busy one
 * plus 10 KB; at most 170 KB, with {@value Profile#MAX_ATTRIBUTES} attributes that hold a class.
 */
public final class SensitivityState {
  /** The table's ARN or name. */
  public String table = "";

  /** Represents the unknown writer of the items. */
  public @Nullable Actor owner;

  /** AWS Region. */
  public String region = "";

  /** Time of the earliest change seen, epoch milliseconds. */
  public long since = Long.MAX_VALUE;

  /** Windows whose last slot starts before this time, epoch milliseconds, have been evaluated. */
  public long judgedBefore = Long.MIN_VALUE;

  /**
   * Slots of four hours, with a sketch of the examined items and, at each class's code, of the
   * items that hold it.
   */
  public List<Slot> recent = new ArrayList<>();

  /**
   * Slots of 28 days with the same sketches, for changes that are too old for any window still to
   * be evaluated.
   */
  public List<Slot> past = new ArrayList<>();

  /** Slots of 28 days with a sketch of all examined items, recent ones included. */
  public List<Slot> looked = new ArrayList<>();

  /** The attributes that hold a class. */
  public List<AttributeProfile> attributes = new ArrayList<>();

  /**
   * Number of examined items when shares were last emitted before the first window ended; 0 if they
   * never were.
   */
  public long itemsAtFirstLook;

  /** Start of the first window that reported a class, epoch milliseconds, by the class's id. */
  public Map<String, Long> firstReported = new HashMap<>();
}
