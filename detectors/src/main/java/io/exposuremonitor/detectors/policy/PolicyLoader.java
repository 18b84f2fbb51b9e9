package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.YamlMistake;
import io.exposuremonitor.detectors.text.YamlSafety;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the policy file. Omitted keys keep their defaults, individually. Unknown, misspelt,
 * contradictory and ineffective entries are all reported at once, with line and column; only for a
 * file that is not valid YAML is the first mistake the only one reported.
 */
public final class PolicyLoader {
  private PolicyLoader() {}

  /**
   * Loads the policy in {@code yaml}. Warnings are discarded; see {@link #read}.
   *
   * @param file the name to show in problems
   * @throws PolicyException with all problems, if there is an error
   */
  public static Policy load(String file, String yaml) throws PolicyException {
    PolicyReading reading = read(file, yaml, Long.MIN_VALUE);
    Policy policy = reading.policy();
    if (policy == null) {
      throw new PolicyException(file, reading.problems());
    }
    return policy;
  }

  /**
   * Reads the policy in {@code yaml}. The result has the policy, if there are no errors, and all
   * errors and warnings.
   *
   * @param file the name to show in problems
   * @param now epoch milliseconds; suppressions that have expired by then, or expire more than a
   *     year later, cause a warning
   */
  public static PolicyReading read(String file, String yaml, long now) {
    return read(file, yaml, now, KnownFindings.NONE);
  }

  /**
   * Reads the policy in {@code yaml}. The result has the policy, if there are no errors, and all
   * errors and warnings.
   *
   * @param file the name to show in problems
   * @param now epoch milliseconds; suppressions that have expired by then, or expire more than a
   *     year later, cause a warning
   * @param known the existing findings; entries that match none of them cause a warning
   */
  public static PolicyReading read(String file, String yaml, long now, KnownFindings known) {
    Problems problems = new Problems();
    Policy policy = read(file, yaml, now, known, problems);
    return new PolicyReading(problems.haveErrors() ? null : policy, problems.list());
  }

  private static @Nullable Policy read(
      String file, String yaml, long now, KnownFindings known, Problems problems) {
    LoadSettings settings =
        YamlSafety.settings().setLabel(file).setAllowNonScalarKeys(true).build();
    try {
      YamlSafety.check(settings, yaml);
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty() || NodeReader.isNull(root.get())) {
        problems.at(1, 1, "").warning("the file is empty: all defaults apply", "");
        return Policy.defaults();
      }
      Entries entries = new NodeReader(problems).read(root.get());
      PolicyReview.review(entries, problems, now, known);
      return problems.haveErrors() ? null : PolicyBinder.bind(entries);
    } catch (YamlEngineException notYaml) {
      YamlMistake mistake = YamlMistake.of(notYaml, yaml);
      problems
          .at(mistake.line(), mistake.column(), "")
          .error(mistake.problem(), mistake.suggestion());
      return null;
    }
  }
}
