package io.exposuremonitor.detectors.itemchange;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One value of an item while it is decoded. It must not outlive the decoding: it is not
 * serialisable, and {@code toString} reveals only the type.
 *
 * <p>Sets are equal regardless of order. Numbers are equal if their digits are, since DynamoDB
 * writes equal numbers alike. Types that can be elements of a set are comparable, so that a set of
 * values crafted to have equal hashes is still fast. Immutable.
 */
public sealed interface AttributeValue {
  /** Maximum nesting of lists and maps (DynamoDB quotas); deeper values are not read. */
  int MAX_LEVELS = 32;

  /** The data type. */
  AttributeType type();

  /**
   * Passes each scalar value to the consumer: this value, or the scalar values in a set, list or
   * map at any depth.
   */
  default void forEachScalar(Consumer<? super AttributeValue> consumer) {
    consumer.accept(this);
  }

  /** A string. */
  record StringValue(String text) implements AttributeValue, Comparable<StringValue> {
    @Override
    public int compareTo(StringValue other) {
      return text.compareTo(other.text);
    }

    @Override
    public AttributeType type() {
      return AttributeType.STRING;
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /**
   * A number.
   *
   * @param digits as written by DynamoDB: up to 38 digits, more than a {@code double} holds
   */
  record NumberValue(String digits) implements AttributeValue, Comparable<NumberValue> {
    @Override
    public int compareTo(NumberValue other) {
      return digits.compareTo(other.digits);
    }

    @Override
    public AttributeType type() {
      return AttributeType.NUMBER;
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /**
   * Bytes.
   *
   * @param bytes decoded from base64; not to be changed
   */
  record BinaryValue(byte[] bytes) implements AttributeValue, Comparable<BinaryValue> {
    @Override
    public int compareTo(BinaryValue other) {
      return Arrays.compare(bytes, other.bytes);
    }

    @Override
    public AttributeType type() {
      return AttributeType.BINARY;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BinaryValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /** True or false. */
  record BooleanValue(boolean value) implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.BOOLEAN;
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /** DynamoDB's null, which is a value of its own. */
  record NullValue() implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.NULL;
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /**
   * A set.
   *
   * @param type a set of strings, numbers or binary values
   * @param elements values of the corresponding type
   */
  record SetValue(AttributeType type, Set<AttributeValue> elements) implements AttributeValue {
    /** A set of the distinct elements, in the given order. */
    public static SetValue of(AttributeType type, Collection<? extends AttributeValue> elements) {
      return new SetValue(type, new LinkedHashSet<>(elements));
    }

    public SetValue {
      elements = Collections.unmodifiableSet(elements);
    }

    @Override
    public void forEachScalar(Consumer<? super AttributeValue> consumer) {
      elements.forEach(consumer);
    }

    @Override
    public String toString() {
      return type.descriptor();
    }
  }

  /** A list. */
  record ListValue(List<AttributeValue> elements) implements AttributeValue {
    public ListValue {
      elements = List.copyOf(elements);
    }

    @Override
    public AttributeType type() {
      return AttributeType.LIST;
    }

    @Override
    public void forEachScalar(Consumer<? super AttributeValue> consumer) {
      elements.forEach(element -> element.forEachScalar(consumer));
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /** A map. */
  record MapValue(Map<String, AttributeValue> members) implements AttributeValue {
    public MapValue {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public AttributeType type() {
      return AttributeType.MAP;
    }

    @Override
    public void forEachScalar(Consumer<? super AttributeValue> consumer) {
      members.values().forEach(member -> member.forEachScalar(consumer));
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }

  /** A value that is malformed, nested too deep, or of an unknown type. */
  record Unreadable() implements AttributeValue {
    @Override
    public AttributeType type() {
      return AttributeType.UNREADABLE;
    }

    @Override
    public String toString() {
      return type().descriptor();
    }
  }
}
