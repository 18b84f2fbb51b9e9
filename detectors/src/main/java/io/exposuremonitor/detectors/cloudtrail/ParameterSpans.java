package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;

/**
 * The positions of the members of one object in {@code requestParameters}; if a name is repeated,
 * the last member counts.
 */
final class ParameterSpans {
  private static final int PARAMETERS = Parameter.values().length;

  private final int[] from = new int[PARAMETERS];
  private final int[] to = new int[PARAMETERS];
  private byte[] bytes = {};

  /**
   * Reads the object that starts at {@code start}.
   *
   * @return the index after it, or 0 if it could not be read to its end
   */
  int read(byte[] source, int start, int limit) {
    bytes = source;
    Arrays.fill(from, 0);
    Arrays.fill(to, 0);
    Cursor members = new Cursor(source, start, limit);
    while (members.nextMember()) {
      int parameter = Parameter.NAMES.find(source, members.nameFrom(), members.nameTo());
      if (parameter != Names.NONE) {
        from[parameter] = members.from();
        to[parameter] = members.to();
      }
    }
    return members.end();
  }

  boolean has(Parameter parameter) {
    return to(parameter) > 0;
  }

  /** Start of the value; 0 if the parameter is absent. */
  int from(Parameter parameter) {
    return from[parameter.index()];
  }

  /** End of the value; 0 if the parameter is absent. */
  int to(Parameter parameter) {
    return to[parameter.index()];
  }

  /** The value's text; see {@link JsonText#ofValue}. */
  String text(Parameter parameter) {
    return JsonText.ofValue(bytes, from(parameter), to(parameter));
  }
}
