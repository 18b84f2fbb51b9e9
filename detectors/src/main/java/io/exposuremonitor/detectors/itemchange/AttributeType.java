package io.exposuremonitor.detectors.itemchange;

/** DynamoDB's data types (DynamoDB API reference, AttributeValue). */
public enum AttributeType {
  STRING("S"),
  NUMBER("N"),
  BINARY("B"),
  BOOLEAN("BOOL"),
  NULL("NULL"),
  STRING_SET("SS"),
  NUMBER_SET("NS"),
  BINARY_SET("BS"),
  LIST("L"),
  MAP("M"),
  /** An unknown type, or a value that could not be read. */
  UNREADABLE("?");

  private final String descriptor;

  AttributeType(String descriptor) {
    this.descriptor = descriptor;
  }

  /** The name in DynamoDB JSON, such as {@code S}. */
  public String descriptor() {
    return descriptor;
  }

  /** The type with a descriptor; {@link #UNREADABLE} if there is none. */
  static AttributeType of(String descriptor) {
    return switch (descriptor) {
      case "S" -> STRING;
      case "N" -> NUMBER;
      case "B" -> BINARY;
      case "BOOL" -> BOOLEAN;
      case "NULL" -> NULL;
      case "SS" -> STRING_SET;
      case "NS" -> NUMBER_SET;
      case "BS" -> BINARY_SET;
      case "L" -> LIST;
      case "M" -> MAP;
      default -> UNREADABLE;
    };
  }
}
