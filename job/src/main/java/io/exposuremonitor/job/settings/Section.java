package io.exposuremonitor.job.settings;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings below one name. Collects mistakes instead of stopping at the first. */
final class Section {
  private final String name;
  private final String place;
  private final Map<String, WrittenSettings.Value> values = new TreeMap<>();
  private final List<String> mistakes;
  private final List<String> known = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private int others;

  /**
   * @param name the section's name, such as {@code inputs.trail}
   * @param mistakes collects mistakes
   */
  Section(String name, WrittenSettings written, List<String> mistakes) {
    this.name = name;
    this.place = written.at(name);
    this.mistakes = mistakes;
    others = mistakes.size();
    String prefix = name + '.';
    written
        .values()
        .tailMap(prefix)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), value);
              }
            });
  }

  /** The value of a setting; its fallback when nothing valid is written. */
  <T> T get(Setting<T> setting) {
    known.add(setting.key());
    WrittenSettings.Value value = values.remove(setting.key());
    if (value == null || value.text().isEmpty()) {
      if (setting.required()) {
        mistakes.add(place + name + '.' + setting.key() + ": must be set: " + setting.form());
      }
      return setting.fallback();
    }
    try {
      return setting.reading().read(value.text());
    } catch (IllegalArgumentException invalid) {
      refused.add(setting.key());
      mistakes.add(value.place() + ": " + name + '.' + setting.key() + ": " + invalid.getMessage());
      return setting.fallback();
    }
  }

  /** Complains about the absence of a setting, unless what is written there was refused. */
  void refuseWithout(Setting<?> setting, String reason) {
    if (!refused.contains(setting.key())) {
      refuse(reason);
    }
  }

  /** Complains about a combination of settings. */
  void refuse(String reason) {
    mistakes.add(place + name + ": " + reason);
  }

  /**
   * Refuses every written name that is not one of the settings read so far. These messages go
   * before the section's others, which may only follow from a misspelt name.
   */
  void refuseOthers() {
    values.forEach(
        (key, value) -> {
          String nearest = NearestName.of(key, known);
          mistakes.add(
              others++,
              value.place()
                  + ": "
                  + name
                  + '.'
                  + key
                  + ": no such setting; "
                  + (nearest.isEmpty()
                      ? "there are " + String.join(", ", known)
                      : "did you mean " + nearest + "?"));
        });
  }
}
