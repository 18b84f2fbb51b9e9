package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.AttributeValue;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classifies the values of one item, in the item's order, until it has examined {@value
 * #MAX_VALUES} values, {@value #MAX_NAMES} names or {@value #MAX_CHARACTERS} characters; it only
 * counts the values that follow. Names within maps are examined as values too, since some maps are
 * keyed by sensitive data.
 */
final class ItemInspection {
  static final int MAX_VALUES = 1_000;
  static final int MAX_NAMES = 2_000;
  static final int MAX_CHARACTERS = 65_536;

  /** Replaces a name that is itself sensitive. */
  static final String WITHHELD = "(name withheld)";

  private final Recognizers recognizers;
  private final long time;
  private final List<AttributeClass> found = new ArrayList<>();
  private final Set<DataClass> inAttribute = EnumSet.noneOf(DataClass.class);
  private int values;
  private int names;
  private int characters;
  private int cut;

  /**
   * @param time when the item was written, epoch milliseconds
   */
  ItemInspection(Recognizers recognizers, long time) {
    this.recognizers = recognizers;
    this.time = time;
  }

  /** Returns the classes in the top-level attributes of an item. */
  ItemLook at(Map<String, AttributeValue> item, AttributeName root) {
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      inAttribute.clear();
      name(attribute.getKey(), root);
      String name = inAttribute.isEmpty() ? attribute.getKey() : WITHHELD;
      value(attribute.getValue(), member(root, attribute.getKey()));
      for (DataClass dataClass : inAttribute) {
        found.add(new AttributeClass(name, dataClass.id()));
      }
    }
    return new ItemLook(found, cut);
  }

  private void value(AttributeValue value, AttributeName name) {
    if (value instanceof AttributeValue.StringValue string) {
      text(string.text(), name);
    } else if (value instanceof AttributeValue.NumberValue number) {
      text(number.digits(), name);
    } else if (value instanceof AttributeValue.BinaryValue binary) {
      int length = Math.min(binary.bytes().length, Text.LONGEST + 1);
      text(new String(binary.bytes(), 0, length, StandardCharsets.ISO_8859_1), name);
    } else if (value instanceof AttributeValue.SetValue set) {
      set.elements().forEach(element -> value(element, name));
    } else if (value instanceof AttributeValue.ListValue list) {
      list.elements().forEach(element -> value(element, name));
    } else if (value instanceof AttributeValue.MapValue map) {
      map.members()
          .forEach(
              (member, inner) -> {
                name(member, name);
                value(inner, member(name, member));
              });
    }
  }

  /** Skips looking up the name's topics once no further values are examined. */
  private AttributeName member(AttributeName above, String name) {
    if (isExhausted()) {
      return above;
    }
    names++;
    return above.member(name);
  }

  private boolean isExhausted() {
    return values >= MAX_VALUES || names >= MAX_NAMES || characters >= MAX_CHARACTERS;
  }

  /** Examines a name as a value of the attribute above it, unless it is a plain word. */
  private void name(String name, AttributeName above) {
    if (name.length() >= 8 && !isWord(name)) {
      text(name, above);
    }
  }

  private void text(String value, AttributeName name) {
    if (value.isEmpty()) {
      return;
    }
    boolean beyond = isExhausted();
    cut += beyond || value.length() > Text.LONGEST ? 1 : 0;
    if (beyond) {
      return;
    }
    Text text = new Text(value);
    values++;
    characters += text.length();
    recognizers.addTo(inAttribute, text, name, time);
  }

  private static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '@' || c == '+' || (c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }
}
