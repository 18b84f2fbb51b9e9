package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds comparisons of valid rules that no CloudTrail record can pass: misspelt fields, fields of
 * other logs, numbered elements of lists, names that no service has. For the author of a rule; such
 * a rule is used all the same.
 */
public final class RuleReview {
  /** The members of a record (CloudTrail record contents), and those of other kinds of events. */
  private static final Set<String> MEMBERS =
      Set.of(
          "additionalEventData",
          "addendum",
          "apiVersion",
          "awsRegion",
          "edgeDeviceDetails",
          "errorCode",
          "errorMessage",
          "eventCategory",
          "eventContext",
          "eventID",
          "eventName",
          "eventSource",
          "eventTime",
          "eventType",
          "eventVersion",
          "insightDetails",
          "managementEvent",
          "readOnly",
          "recipientAccountId",
          "requestID",
          "requestParameters",
          "resources",
          "responseElements",
          "serviceEventDetails",
          "sessionCredentialFromConsole",
          "sharedEventID",
          "sourceIPAddress",
          "tlsDetails",
          "userAgent",
          "userIdentity",
          "vpcEndpointAccountId",
          "vpcEndpointId");

  /** The members of {@code userIdentity} (CloudTrail userIdentity element). */
  private static final Set<String> IDENTITY =
      Set.of(
          "accessKeyId",
          "accountId",
          "arn",
          "credentialId",
          "identityProvider",
          "inScopeOf",
          "invokedBy",
          "invokedByDelegate",
          "onBehalfOf",
          "principalId",
          "sessionContext",
          "type",
          "userName");

  private static final Pattern INDEX = Pattern.compile("\\[[^\\]]*]|\\.[0-9]+(?=\\.|$)");
  private static final Pattern NAME_OF_SERVICE = Pattern.compile("[A-Za-z0-9-]+");

  private final YamlFile file;
  private final List<String> warnings = new ArrayList<>();

  private RuleReview(YamlFile file) {
    this.file = file;
  }

  /**
   * The warnings about the rules of a file, each with its place, in their order; none about a file
   * that {@link SigmaLoader#load} refuses.
   *
   * @param name name of the file in messages
   * @param yaml its content
   */
  public static List<String> warnings(String name, String yaml) {
    RuleReview review = new RuleReview(new YamlFile(name));
    try {
      SigmaLoader.load(name, yaml);
      for (Node document : review.file.documents(yaml)) {
        for (YamlFile.Entry part : review.file.map(document, "a rule").values()) {
          if (part.name().equals("detection")) {
            review.searches(part.value());
          }
        }
      }
    } catch (RuleException refused) {
      return List.of();
    }
    return List.copyOf(review.warnings);
  }

  private void searches(Node detection) throws RuleException {
    for (YamlFile.Entry search : file.map(detection, "'detection'").values()) {
      search(search.value());
    }
  }

  private void search(Node node) throws RuleException {
    if (node instanceof SequenceNode alternatives) {
      for (Node alternative : alternatives.getValue()) {
        search(alternative);
      }
    } else if (node instanceof MappingNode) {
      for (YamlFile.Entry entry : file.map(node, "a search").values()) {
        comparison(entry);
      }
    }
  }

  private void comparison(YamlFile.Entry entry) {
    List<String> words = Arrays.asList(entry.name().split("\\|", -1));
    String field = words.get(0);
    List<String> modifiers = words.subList(1, words.size());
    field(entry.key(), field);
    for (Node value : file.list(entry.value())) {
      if (value instanceof ScalarNode scalar && !YamlFile.isNull(value)) {
        if (modifiers.contains(Modifier.FIELDREF.word())) {
          field(value, scalar.getValue());
        } else if (field.equalsIgnoreCase(RuleEvent.EVENT_SOURCE) && isWhole(modifiers)) {
          source(value, scalar.getValue());
        }
      }
    }
  }

  /** True if a value is compared with all of a field. */
  private static boolean isWhole(List<String> modifiers) {
    return modifiers.stream()
        .allMatch(word -> word.equals(Modifier.CASED.word()) || word.equals(Modifier.NEQ.word()));
  }

  private void field(Node at, String field) {
    if (field.isEmpty() || field.startsWith(DerivedFields.PREFIX)) {
      return;
    }
    String path = INDEX.matcher(field).replaceAll("");
    if (!path.equals(field)) {
      warn(at, "'" + field + "': a list stands for each of its elements", path);
    }
    String[] steps = path.split("\\.", -1);
    if (!knows(MEMBERS, steps[0])) {
      String nearest = NearestName.of(steps[0], sorted(MEMBERS));
      warn(
          at,
          "CloudTrail's records have no '" + steps[0] + "'",
          nearest.isEmpty() ? "" : nearest + path.substring(steps[0].length()));
    } else if (steps.length > 1
        && steps[0].equalsIgnoreCase("userIdentity")
        && !knows(IDENTITY, steps[1])) {
      // A name that is near to none may be one that AWS has added.
      String nearest = NearestName.of(steps[1], sorted(IDENTITY));
      if (!nearest.isEmpty()) {
        warn(at, "userIdentity has no '" + steps[1] + "'", nearest);
      }
    }
  }

  private void source(Node at, String source) {
    if (NAME_OF_SERVICE.matcher(source).matches()) {
      warn(at, "no service is called '" + source + "'", source + ".amazonaws.com");
    }
  }

  private void warn(Node at, String problem, String instead) {
    String end = instead.isEmpty() ? "" : "; did you mean '" + instead + "'?";
    warnings.add(String.valueOf(file.error(at, "warning: " + problem + end).getMessage()));
  }

  private static boolean knows(Set<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
