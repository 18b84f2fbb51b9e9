package io.exposuremonitor.detectors.itemchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeValueTest {
  /**
   * If many hashes are equal, which the writer of an item can arrange, hash tables find values by
   * their order. Without an order, a set of 13,000 such strings takes seconds.
   */
  @Test
  void setElementsAreComparable() {
    List<AttributeValue> elements =
        List.of(Items.text("AaAa"), Items.number("1"), Items.binary(1, 2));
    assertThat(elements).allMatch(element -> element instanceof Comparable);
    assertThat(new AttributeValue.StringValue("AaBB"))
        .isGreaterThan(new AttributeValue.StringValue("AaAa"))
        .hasSameHashCodeAs(new AttributeValue.StringValue("AaAa"));
    assertThat(new AttributeValue.NumberValue("2"))
        .isGreaterThan(new AttributeValue.NumberValue("1"));
    assertThat(new AttributeValue.BinaryValue(new byte[] {2}))
        .isGreaterThan(new AttributeValue.BinaryValue(new byte[] {1, 5}));
  }
}
