package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Converts item images of any source into {@link ItemChange}s, which contain no values.
 *
 * <p>Immutable; as thread-safe as its observer.
 */
public final class ItemChanges {
  private final ItemKey keys;
  private final ItemObserver observer;

  /**
   * @param keys hashes item keys
   * @param observer examines every item
   */
  public ItemChanges(KeyHasher keys, ItemObserver observer) {
    this.keys = new ItemKey(keys);
    this.observer = observer;
  }

  /** The change without any values; empty if the item's key can't be read. */
  public Optional<ItemChange> of(ChangeHeader header, ItemImages images) {
    OptionalLong key = keys.hash(images.keys());
    if (key.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> names = names(images);
    ItemLook seen = observer.observe(header, key.getAsLong(), images);
    return Optional.of(
        new ItemChange(
            header,
            key.getAsLong(),
            LegacyReplication.copied(images, header.table().region()),
            images.present(),
            attributes(names, images, header.kind()),
            names.size(),
            unreadable(images.before()) + unreadable(images.after()),
            seen != null,
            seen == null ? List.of() : classes(seen.classes()),
            seen == null ? 0 : seen.cutValues()));
  }

  private static SortedSet<String> names(ItemImages images) {
    SortedSet<String> names = new TreeSet<>();
    if (images.before() != null) {
      names.addAll(images.before().keySet());
    }
    if (images.after() != null) {
      names.addAll(images.after().keySet());
    }
    return names;
  }

  private static List<ItemAttribute> attributes(
      SortedSet<String> names, ItemImages images, ChangeKind kind) {
    List<ItemAttribute> attributes = new ArrayList<>();
    for (String name : names) {
      if (attributes.size() == ItemChange.MAX_ATTRIBUTES) {
        break;
      }
      attributes.add(attribute(name, images, kind));
    }
    return attributes;
  }

  private static ItemAttribute attribute(String name, ItemImages images, ChangeKind kind) {
    AttributeValue before = images.before() == null ? null : images.before().get(name);
    AttributeValue after = images.after() == null ? null : images.after().get(name);
    AttributeValue last = after == null ? before : after;
    return new ItemAttribute(
        name,
        last == null ? AttributeType.UNREADABLE : last.type(),
        switch (kind) {
          case INSERT -> ItemAttribute.Difference.ADDED;
          case REMOVE -> ItemAttribute.Difference.REMOVED;
          case MODIFY -> difference(before, after, images.present());
        });
  }

  private static ItemAttribute.Difference difference(
      @Nullable AttributeValue before, @Nullable AttributeValue after, Images present) {
    if (present != Images.BOTH) {
      return ItemAttribute.Difference.UNKNOWN;
    }
    if (before == null) {
      return ItemAttribute.Difference.ADDED;
    }
    if (after == null) {
      return ItemAttribute.Difference.REMOVED;
    }
    return before.equals(after) ? ItemAttribute.Difference.SAME : ItemAttribute.Difference.CHANGED;
  }

  private static int unreadable(@Nullable Map<String, AttributeValue> image) {
    if (image == null) {
      return 0;
    }
    int[] count = {0};
    for (AttributeValue value : image.values()) {
      value.forEachScalar(scalar -> count[0] += scalar.type() == AttributeType.UNREADABLE ? 1 : 0);
    }
    return count[0];
  }

  private static List<AttributeClass> classes(Collection<AttributeClass> seen) {
    return seen.isEmpty()
        ? List.of()
        : seen.stream().sorted().distinct().limit(ItemChange.MAX_CLASSES).toList();
  }
}
