package io.exposuremonitor.detectors.itemchange;

import java.util.Comparator;

/**
 * A top-level attribute and a class of data that an {@link ItemObserver} saw in it, such as {@code
 * email-address}.
 *
 * @param attribute the attribute's name, at most {@value ItemAttribute#LONGEST_NAME} characters
 * @param dataClass the class's name, at most {@value ItemAttribute#LONGEST_NAME} characters
 */
public record AttributeClass(String attribute, String dataClass)
    implements Comparable<AttributeClass> {
  private static final Comparator<AttributeClass> ORDER =
      Comparator.comparing(AttributeClass::attribute).thenComparing(AttributeClass::dataClass);

  public AttributeClass {
    attribute = ItemAttribute.bounded(attribute);
    dataClass = ItemAttribute.bounded(dataClass);
  }

  @Override
  public int compareTo(AttributeClass other) {
    return ORDER.compare(this, other);
  }
}
