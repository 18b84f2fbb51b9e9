package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * One change of one item, reduced to what detectors need.
 *
 * <p>Contains no item values and no key values: the key is a keyed hash, and attributes are names
 * and types.
 *
 * @param header the change's metadata
 * @param key keyed hash of the item's primary key: the same from every source, and the same as in
 *     {@code Activity} if CloudTrail names the key
 * @param replicated true if a legacy global table (2017.11.29) copied the change from another
 *     Region; copies by the current version can't be recognised
 * @param images the images that the change contained
 * @param attributes the top-level attributes of the images, the first {@value #MAX_ATTRIBUTES} by
 *     name
 * @param attributeCount the number of all top-level attributes
 * @param unreadableValues the number of values in the images, at any depth, that could not be read
 * @param classified true if an {@link ItemObserver} examined the item
 * @param classes what the {@link ItemObserver} found: sorted, distinct, the first {@value
 *     #MAX_CLASSES}
 * @param cutValues the number of values that the {@link ItemObserver} did not examine completely
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
  /**
   * Maximum number of attributes kept: more than tables usually have, and few enough to send with
   * each change.
   */
  public static final int MAX_ATTRIBUTES = 100;

  /** Maximum number of classes kept. */
  public static final int MAX_CLASSES = 100;

  /** A copy of this change with another time. */
  public ItemChange at(long otherTime) {
    return new ItemChange(
        header.at(otherTime),
        key,
        replicated,
        images,
        attributes,
        attributeCount,
        unreadableValues,
        classified,
        classes,
        cutValues);
  }
}
