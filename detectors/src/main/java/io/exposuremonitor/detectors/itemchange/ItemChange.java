package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * One change of one item of one table, as far as detectors need it.
 *
 * <p>Holds no item value and no key value: the key is a keyed hash, attributes are names and types.
 *
 * @param header what changed, when and where
 * @param key keyed hash of the item's primary key: equal for the same key from every source, and to
 *     that of {@code Activity} where CloudTrail names the key
 * @param replicated true when a legacy global table (2017.11.29) copied the change from another
 *     region; the current version leaves no trace to tell by
 * @param images which images the change came with
 * @param attributes the top-level attributes of the images, the first {@value #MOST_ATTRIBUTES} by
 *     name
 * @param attributeCount how many there are
 * @param unreadableValues how many values of the images, at any depth, could not be read
 * @param classified whether an {@link ItemObserver} looked at the item
 * @param classes what an {@link ItemObserver} saw, sorted, distinct, the first {@value
 *     #MOST_CLASSES}
 * @param cutValues how many values the {@link ItemObserver} did not look at to their end
 */
public record ItemChange(
    ChangeHeader header,
    long key,
    boolean replicated,
    Images images,
    List<ItemAttribute> attributes,
    int attributeCount,
    int unreadableValues,
    boolean classified,
    List<AttributeClass> classes,
    int cutValues) {
  /** Attributes told of: more than tables usually have, few enough to travel with each change. */
  public static final int MOST_ATTRIBUTES = 100;

  /** Classes told of. */
  public static final int MOST_CLASSES = 100;
}
