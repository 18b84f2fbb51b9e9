package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code equals} is written by hand, so a new component could be forgotten. */
class OriginTest {
  private static final RecordComponent[] COMPONENTS = Origin.class.getRecordComponents();

  @Test
  void equalsOriginWithSameValues() throws ReflectiveOperationException {
    assertThat(of(values())).isEqualTo(of(values())).hasSameHashCodeAs(of(values()));
    assertThat(Origin.NONE).isNotEqualTo(of(values())).isNotEqualTo(null).isNotEqualTo("");
  }

  @ParameterizedTest
  @MethodSource("components")
  void differsByEachComponent(int component) throws ReflectiveOperationException {
    Object[] other = values();
    other[component] = other[component] instanceof Boolean console ? !console : "other";

    assertThat(of(other)).isNotEqualTo(of(values()));
  }

  /** Otherwise 64 origins of crafted records could make a bundle that an engine can't sort. */
  @Test
  void truncatesTextsLongerThanAwsAllows() throws ReflectiveOperationException {
    for (RecordComponent component : COMPONENTS) {
      if (component.getType() == String.class) {
        int longest = component.getName().equals("userAgent") ? 1_024 : 256;
        String allowed = "x".repeat(longest);

        assertThat(textOf(component, allowed)).isEqualTo(allowed);
        assertThat(textOf(component, allowed + "y")).isEqualTo(allowed);
      }
    }
  }

  private static Object textOf(RecordComponent component, String text)
      throws ReflectiveOperationException {
    Object[] values = values();
    values[Arrays.asList(COMPONENTS).indexOf(component)] = text;
    return component.getAccessor().invoke(of(values));
  }

  private static IntStream components() {
    return IntStream.range(0, COMPONENTS.length);
  }

  private static Object[] values() {
    return Stream.of(COMPONENTS)
        .map(each -> each.getType() == boolean.class ? (Object) true : new String(each.getName()))
        .toArray();
  }

  private static Origin of(Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class[]::new);
    Constructor<Origin> constructor = Origin.class.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }
}
