package io.exposuremonitor.cdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads known entries of a map in the CDK's context, and reports all others as mistakes. */
final class ContextReader {
  private final Map<String, Object> left;
  private final List<String> known = new ArrayList<>();
  private final String place;
  private List<String> mistakes = new ArrayList<>();

  /**
   * @param place location of the map as shown in mistakes, ending with a dot or slash
   */
  ContextReader(Map<?, ?> context, String place) {
    this.left =
        new TreeMap<>(
            context.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> entry.getValue())));
    this.place = place;
  }

  private Optional<Object> take(String key) {
    known.add(key);
    return Optional.ofNullable(left.remove(key));
  }

  String text(String key, String standard) {
    return take(key).map(String::valueOf).orElse(standard);
  }

  /**
   * The path of a readable file.
   *
   * @param standard used if the entry is missing; empty if the file is optional
   * @param advice added to the mistake; may be empty
   */
  String file(String key, String standard, String advice) {
    String path = text(key, standard);
    boolean isNone = path.isEmpty() && standard.isEmpty();
    if (!isNone && !isReadableFile(path)) {
      mistake(key, "there is no readable file " + path + advice);
    }
    return path;
  }

  private static boolean isReadableFile(String path) {
    Path file = Path.of(path);
    return Files.isRegularFile(file) && Files.isReadable(file);
  }

  String matching(String key, String pattern, String form) {
    String text = text(key, "");
    if (!text.matches(pattern)) {
      mistakes.add(place + key + ": must be " + form);
    }
    return text;
  }

  int number(String key, int standard, int largest) {
    String text = text(key, Integer.toString(standard));
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of bounds.
    }
    mistakes.add(place + key + ": must be a whole number from 1 to " + largest);
    return standard;
  }

  List<String> list(String key) {
    Object value = take(key).orElse(List.of());
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    mistakes.add(place + key + ": must be a list");
    return List.of();
  }

  /** A list each of whose elements matches. */
  List<String> list(String key, String pattern, String form) {
    List<String> list = list(key);
    list.stream()
        .filter(element -> !element.matches(pattern))
        .forEach(element -> mistake(key, "must be " + form + "; this is not: " + element));
    return list;
  }

  <E extends Enum<E>> E oneOf(String key, E standard) {
    String text = text(key, word(standard));
    E[] all = standard.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> word(one).equals(text))
        .findFirst()
        .orElseGet(
            () -> {
              String words =
                  Arrays.stream(all).map(ContextReader::word).collect(Collectors.joining(", "));
              mistakes.add(place + key + ": must be one of " + words);
              return standard;
            });
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /** A nested object; its unknown entries are reported too. */
  <T> Optional<T> object(String key, Function<ContextReader, T> read) {
    Object value = take(key).orElse("");
    if (value instanceof Map<?, ?> map) {
      ContextReader reader = new ContextReader(map, place + key + '.');
      reader.mistakes = mistakes;
      T made = read.apply(reader);
      reader.refuseOthers();
      return Optional.of(made);
    }
    if (!"".equals(value)) {
      mistakes.add(place + key + ": must be an object");
    }
    return Optional.empty();
  }

  /** Reports a mistake in an entry. */
  void mistake(String key, String what) {
    mistakes.add(place + key + ": " + what);
  }

  /** Reports the entries that were not read. */
  void refuseOthers() {
    String others = known.isEmpty() ? " here" : "; there are " + String.join(", ", known);
    for (String key : left.keySet()) {
      mistake(key, "no such choice" + others);
    }
  }

  /** All mistakes, here and in nested objects. */
  List<String> mistakes() {
    return mistakes;
  }
}
