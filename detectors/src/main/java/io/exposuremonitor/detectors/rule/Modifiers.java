package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The modifiers after a field name, {@code field|contains|all}, validated in combination. */
final class Modifiers {
  /** Modifiers that determine the kind of comparison; at most one is permitted. */
  private static final Set<Modifier> KINDS =
      EnumSet.of(
          Modifier.EXISTS,
          Modifier.RE,
          Modifier.CIDR,
          Modifier.GT,
          Modifier.GTE,
          Modifier.LT,
          Modifier.LTE,
          Modifier.FIELDREF);

  private static final Set<Modifier> AFFIXES =
      EnumSet.of(Modifier.CONTAINS, Modifier.STARTSWITH, Modifier.ENDSWITH);
  private static final Set<Modifier> REGEX_FLAGS = EnumSet.of(Modifier.I, Modifier.M, Modifier.S);
  private static final Set<Modifier> ENCODINGS =
      EnumSet.of(Modifier.BASE64, Modifier.BASE64OFFSET, Modifier.WIDE, Modifier.UTF16LE);

  /** The other modifiers that may be combined with each kind. */
  private static final Map<Modifier, Set<Modifier>> COMPANIONS =
      Map.of(
          Modifier.EXISTS, EnumSet.noneOf(Modifier.class),
          Modifier.RE,
              EnumSet.of(
                  Modifier.I, Modifier.M, Modifier.S, Modifier.ALL, Modifier.CASED, Modifier.NEQ),
          Modifier.CIDR, EnumSet.of(Modifier.ALL, Modifier.EXPAND, Modifier.NEQ),
          Modifier.FIELDREF, EnumSet.of(Modifier.CASED, Modifier.NEQ));

  private final EnumSet<Modifier> set = EnumSet.noneOf(Modifier.class);
  private final List<Modifier> encodings = new ArrayList<>();

  private Modifiers() {}

  /**
   * Parses a chain of modifiers.
   *
   * @param words the words between the bars
   * @param at their position, for error messages
   */
  static Modifiers of(List<String> words, YamlFile file, Node at) throws RuleException {
    Modifiers modifiers = new Modifiers();
    for (String word : words) {
      Modifier modifier = known(word, file, at);
      if (REGEX_FLAGS.contains(modifier) && !modifiers.has(Modifier.RE)) {
        throw file.error(at, "modifier '" + word + "' must follow 're'");
      }
      if (!modifiers.set.add(modifier)) {
        throw file.error(at, "modifier '" + word + "' stands twice");
      }
      if (ENCODINGS.contains(modifier)) {
        modifiers.encodings.add(modifier);
      }
    }
    modifiers.set.remove(Modifier.ANY);
    modifiers.refuseContradictions(file, at);
    return modifiers;
  }

  private static Modifier known(String word, YamlFile file, Node at) throws RuleException {
    for (Modifier modifier : Modifier.values()) {
      if (modifier.word().equals(word)) {
        return modifier;
      }
    }
    List<String> words = Arrays.stream(Modifier.values()).map(Modifier::word).toList();
    throw file.error(at, "modifier '" + word + "' is not supported" + Hint.of(word, words));
  }

  private void refuseContradictions(YamlFile file, Node at) throws RuleException {
    Set<Modifier> kinds = intersection(KINDS);
    Set<Modifier> affixes = intersection(AFFIXES);
    if (kinds.size() > 1 || affixes.size() > 1) {
      throw file.error(
          at, "modifiers " + words(kinds.size() > 1 ? kinds : affixes) + " exclude each other");
    }
    for (Modifier kind : kinds) {
      Set<Modifier> others = EnumSet.copyOf(set);
      others.remove(kind);
      others.removeAll(COMPANIONS.getOrDefault(kind, Set.of()));
      if (!others.isEmpty()) {
        throw file.error(
            at, "modifier '" + kind.word() + "' can't be combined with " + words(others));
      }
    }
    if (!encodings.isEmpty() && has(Modifier.EXPAND)) {
      throw file.error(
          at, "modifier 'expand' can't be combined with " + words(Set.copyOf(encodings)));
    }
    refuseWideBehindBase64(file, at);
  }

  private void refuseWideBehindBase64(YamlFile file, Node at) throws RuleException {
    long base64 = encodings.stream().filter(Modifiers::isBase64).count();
    boolean last = encodings.isEmpty() || isBase64(encodings.get(encodings.size() - 1));
    if (base64 > 1 || !last) {
      throw file.error(
          at,
          "encodings must be at most one of 'wide', 'utf16le' and then one of 'base64',"
              + " 'base64offset'");
    }
  }

  private static boolean isBase64(Modifier modifier) {
    return modifier == Modifier.BASE64 || modifier == Modifier.BASE64OFFSET;
  }

  private Set<Modifier> intersection(Set<Modifier> wanted) {
    return set.stream()
        .filter(wanted::contains)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Modifier.class)));
  }

  private static String words(Set<Modifier> modifiers) {
    return modifiers.stream()
        .sorted()
        .map(modifier -> "'" + modifier.word() + "'")
        .collect(Collectors.joining(", "));
  }

  boolean has(Modifier modifier) {
    return set.contains(modifier);
  }

  /** The modifier that determines the kind of comparison; {@code ANY} for equality. */
  Modifier kind() {
    return intersection(KINDS).stream().findFirst().orElse(Modifier.ANY);
  }

  /** The encodings, in the order in which they are applied. */
  List<Modifier> encodings() {
    return encodings;
  }

  /** True if there are no modifiers. */
  boolean none() {
    return set.isEmpty();
  }

  /**
   * These modifiers with {@code contains}, the default for keywords, unless they specify another
   * comparison.
   */
  Modifiers contained() {
    if (kind() != Modifier.ANY || !intersection(AFFIXES).isEmpty()) {
      return this;
    }
    Modifiers contained = new Modifiers();
    contained.set.addAll(set);
    contained.set.add(Modifier.CONTAINS);
    contained.encodings.addAll(encodings);
    return contained;
  }

  boolean cased() {
    return has(Modifier.CASED);
  }

  /** The pattern with {@code *} added before or after it, as the modifiers require. */
  Glob withWildcards(Glob glob) {
    Glob result = glob;
    if (has(Modifier.CONTAINS) || has(Modifier.ENDSWITH) || has(Modifier.BASE64OFFSET)) {
      result = result.anythingBefore();
    }
    if (has(Modifier.CONTAINS) || has(Modifier.STARTSWITH) || has(Modifier.BASE64OFFSET)) {
      result = result.anythingAfter();
    }
    return result;
  }
}
