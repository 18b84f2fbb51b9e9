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
 * and 10 KB besides; 170 KB at the very most, with {@value Profile#MOST_ATTRIBUTES} attributes that
 * hold something.
 */
public final class SensitivityState {
  /** The table's ARN or name. */
  public String table = "";

  /** Stands for whoever wrote. */
  public @Nullable Actor owner;

  /** Where. */
  public String region = "";

  /** Time of the earliest change seen, epoch milliseconds. */
  public long since = Long.MAX_VALUE;

  /** Windows that end with a slot before this one, epoch milliseconds, have been judged. */
  public long judgedBefore = Long.MIN_VALUE;

  /** Slots of four hours: items looked at, then those of each class by its code. */
  public List<Slot> recent = new ArrayList<>();

  /** Slots of 28 days, of what is too old for a window: the same. */
  public List<Slot> past = new ArrayList<>();

  /** Slots of 28 days: all items looked at, recent or not. */
  public List<Slot> looked = new ArrayList<>();

  /** Where the classes are. */
  public List<AttributeProfile> attributes = new ArrayList<>();

  /**
   * Items looked at when shares were last told before any window was over; 0 before the first time.
   */
  public long itemsAtFirstLook;

  /** Start of the window that first told of a class, epoch milliseconds, by the class's id. */
  public Map<String, Long> firstReported = new HashMap<>();
}
