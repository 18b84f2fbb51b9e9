package io.exposuremonitor.job.option;

import io.exposuremonitor.detectors.text.EnumNames;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts names such as {@code slow-scan}, ignoring case, into enum constants. */
public abstract class KebabName<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;
  private final String what;

  /**
   * @param what describes the constants in the error message
   */
  protected KebabName(Class<E> type, String what) {
    this.type = type;
    this.what = what;
  }

  @Override
  public E convert(String name) {
    for (E constant : type.getEnumConstants()) {
      if (EnumNames.kebabCase(constant).equalsIgnoreCase(name)) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(EnumNames::kebabCase).toList();
    throw new TypeConversionException(
        "'" + name + "' is not one of the " + what + ": " + String.join(", ", names));
  }
}
