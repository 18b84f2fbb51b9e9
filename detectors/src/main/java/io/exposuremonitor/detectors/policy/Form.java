package io.exposuremonitor.detectors.policy;

/**
 * The form of the names of one kind, to determine whether a pattern can match any of them. In a
 * form, {@code *} is a run of the characters permitted in names, {@code %} a run that may also
 * contain {@code /} and {@code :}, and {@code #} a run of digits; any other character represents
 * itself.
 */
record Form(String text) {

  /**
   * True if {@code pattern} (in which {@code *} is any run of characters) matches some name of this
   * form.
   */
  boolean meets(String pattern) {
    // reach[p] after f steps: some text matches both the first p characters of the pattern and the
    // first f of the form.
    boolean[] reach = new boolean[pattern.length() + 1];
    reach[0] = true;
    skipStars(reach, pattern);
    for (int f = 0; f < text.length(); f++) {
      reach = isRun(text.charAt(f)) ? afterRun(reach, pattern, f) : afterLiteral(reach, pattern, f);
    }
    return reach[pattern.length()];
  }

  private boolean[] afterRun(boolean[] reach, String pattern, int f) {
    boolean[] next = reach.clone();
    for (int p = 0; p < pattern.length(); p++) {
      char wanted = pattern.charAt(p);
      if (next[p] && (wanted == '*' || inRun(text.charAt(f), wanted))) {
        next[p + 1] = true;
      }
    }
    return next;
  }

  private boolean[] afterLiteral(boolean[] reach, String pattern, int f) {
    boolean[] next = new boolean[reach.length];
    for (int p = 0; p < pattern.length(); p++) {
      if (reach[p] && pattern.charAt(p) == '*') {
        next[p] = true;
      } else if (reach[p] && pattern.charAt(p) == text.charAt(f)) {
        next[p + 1] = true;
      }
    }
    skipStars(next, pattern);
    return next;
  }

  /** An asterisk also matches the empty run. */
  private static void skipStars(boolean[] reach, String pattern) {
    for (int p = 0; p < pattern.length(); p++) {
      if (reach[p] && pattern.charAt(p) == '*') {
        reach[p + 1] = true;
      }
    }
  }

  private static boolean isRun(char form) {
    return form == '*' || form == '%' || form == '#';
  }

  private static boolean inRun(char run, char character) {
    if (character >= '0' && character <= '9') {
      return true;
    }
    if (run == '#') {
      return false;
    }
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || "_+=,.@-$~".indexOf(character) >= 0
        || (run == '%' && (character == '/' || character == ':'));
  }
}
