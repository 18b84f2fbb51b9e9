package io.exposuremonitor.detectors.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Collects the keys of all maps in a YAML text, without quotes, escapes and anchors. The text is
 * parsed but not composed, so aliases are not expanded and the cost is linear in its length:
 * whatever an alias refers to occurs once in the text.
 */
public final class YamlKeys {
  private static final LoadSettings SETTINGS = YamlSafety.settings().build();

  /** The container of an event: a map or a list, and whether a key comes next. */
  private static final class Place {
    private final boolean map;
    private boolean keyNext;

    private Place(boolean map) {
      this.map = map;
      this.keyNext = map;
    }
  }

  private final Deque<Place> places = new ArrayDeque<>();
  private final Map<Anchor, String> anchored = new HashMap<>();
  private final Set<String> keys = new HashSet<>();

  private YamlKeys() {}

  /**
   * The keys, each once.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when the text is not YAML, or is
   *     nested too deeply
   */
  public static Set<String> of(String text) {
    YamlSafety.check(SETTINGS, text);
    YamlKeys found = new YamlKeys();
    new Parse(SETTINGS).parseString(text).forEach(found::take);
    return found.keys;
  }

  private void take(Event event) {
    if (event instanceof CollectionStartEvent) {
      places.push(new Place(event instanceof MappingStartEvent));
    } else if (event instanceof CollectionEndEvent) {
      places.pop();
      passNode();
    } else if (event instanceof ScalarEvent scalar) {
      scalar.getAnchor().ifPresent(anchor -> anchored.put(anchor, scalar.getValue()));
      takeNode(scalar.getValue());
    } else if (event instanceof AliasEvent alias) {
      takeNode(anchored.getOrDefault(alias.getAlias(), ""));
    }
  }

  private void takeNode(String text) {
    Place place = places.peek();
    if (place != null && place.keyNext) {
      keys.add(text);
    }
    passNode();
  }

  /** In a map, keys and values alternate. */
  private void passNode() {
    Place place = places.peek();
    if (place != null) {
      place.keyNext = place.map && !place.keyNext;
    }
  }
}
