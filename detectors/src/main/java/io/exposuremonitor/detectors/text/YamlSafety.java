package io.exposuremonitor.detectors.text;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.LoadSettingsBuilder;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Rejects YAML that would break the composer: deep nesting, because composing nodes is recursive
 * without a limit and would overflow the stack, whereas parsing is not; and escapes beyond Unicode,
 * for which the parser throws an unchecked {@code NumberFormatException}.
 */
public final class YamlSafety {
  /** Maximum nesting depth, far more than the project's files need. */
  public static final int MAX_DEPTH = 100;

  /** Maximum length of a text; the parser's own limit is less than half of it. */
  public static final int MAX_CHARACTERS = 8 << 20;

  private YamlSafety() {}

  /** Settings of the parser, with this project's limit. */
  public static LoadSettingsBuilder settings() {
    return LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS);
  }

  /**
   * Checks a text before it is composed.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is nested too deeply, or
   *     is not YAML
   */
  public static void check(LoadSettings settings, String text) {
    int depth = 0;
    Optional<Mark> reached = Optional.empty();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > MAX_DEPTH) {
          throw refusal("nested deeper than " + MAX_DEPTH + " levels", event.getStartMark());
        }
        reached = event.getEndMark();
      }
    } catch (NumberFormatException e) {
      throw refusal("an escape after this stands for no character", reached);
    }
  }

  private static ComposerException refusal(String problem, Optional<Mark> place) {
    return new ComposerException("", Optional.empty(), problem, place);
  }
}
