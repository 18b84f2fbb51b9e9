package io.exposuremonitor.cdk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** A deployment's templates, and the names that resources will have once they exist. */
final class Synthesised {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";

  private final App app;
  private final Map<String, Map<String, Object>> templates = new HashMap<>();

  /**
   * Synthesises.
   *
   * @param folder used by this deployment alone
   * @param choices in addition to account, region and jar
   */
  Synthesised(Path folder, Map<String, Object> choices) throws IOException {
    app = new App(AppProps.builder().outdir(folder.resolve("cdk.out").toString()).build());
    Main.add(app, deployment(folder, choices));
    for (String name : stacks()) {
      templates.put(name, Template.fromStack(stack(name)).toJSON());
    }
  }

  /**
   * A deployment that is not synthesised, which needs no Node.
   *
   * @param choices in addition to account, region and jar, unless they are among them
   */
  static Deployment deployment(Path folder, Map<String, Object> choices) throws IOException {
    Map<String, Object> context = new HashMap<>(choices);
    context.putIfAbsent("account", ACCOUNT);
    context.putIfAbsent("region", REGION);
    context.putIfAbsent("jar", Files.writeString(folder.resolve("job.jar"), "a jar").toString());
    return Deployment.of(context);
  }

  /** Skips the test, with a message, when Node is missing: the CDK runs in it. */
  static void needNode() {
    boolean found;
    try {
      found = new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      found = false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    assumeTrue(found, "SKIPPED: the CDK needs Node, and there is no 'node' on the path");
  }

  List<String> stacks() {
    return Stream.of(Main.LOGS, Main.MONITOR, Main.MEMBER)
        .filter(name -> app.getNode().tryFindChild(name) != null)
        .toList();
  }

  private Stack stack(String name) {
    return (Stack) app.getNode().findChild(name);
  }

  /** Fails on every finding of cdk-nag, including warnings. */
  void assertNoNags() {
    for (String name : stacks()) {
      Annotations found = Annotations.fromStack(stack(name));
      found.hasNoError("*", Match.anyValue());
      found.hasNoWarning("*", Match.anyValue());
    }
  }

  /** The whole template as text. */
  String text(String stack) {
    return templates.get(stack).toString();
  }

  /** Properties of all resources of a type. */
  List<Map<String, Object>> properties(String stack, String type) {
    return resources(stack).values().stream()
        .filter(resource -> resource.get("Type").equals(type))
        .map(resource -> map(resource.get("Properties")))
        .toList();
  }

  /** The ids of all resources under a condition, without the hashes at their ends. */
  List<String> under(String stack, String condition) {
    return resources(stack).entrySet().stream()
        .filter(resource -> condition.equals(resource.getValue().get("Condition")))
        .map(resource -> resource.getKey().replaceAll("[0-9A-F]{8}$", ""))
        .sorted()
        .toList();
  }

  /** The expression of a condition. */
  Object condition(String stack, String name) {
    return map(templates.get(stack).get("Conditions")).get(name);
  }

  /** Properties of the only resource of a type, with all references resolved. */
  Map<String, Object> only(String stack, String type) {
    List<Map<String, Object>> found = properties(stack, type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + type);
    }
    return map(resolved(stack, found.get(0)));
  }

  private Map<String, Map<String, Object>> resources(String stack) {
    return map(templates.get(stack).get("Resources")).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
  }

  /** A value in which every reference is replaced by its value after deployment. */
  Object resolved(String stack, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(element -> resolved(stack, element)).toList();
    }
    if (!(value instanceof Map<?, ?> object)) {
      return value;
    }
    Map<String, Object> fields = map(object);
    if (fields.get("Ref") instanceof String id) {
      return reference(stack, id, "Ref");
    }
    if (fields.get("Fn::GetAtt") instanceof List<?> attribute) {
      return reference(stack, (String) attribute.get(0), (String) attribute.get(1));
    }
    if (fields.get("Fn::Join") instanceof List<?> join) {
      return ((List<?>) join.get(1))
          .stream()
              .map(part -> (String) resolved(stack, part))
              .collect(Collectors.joining((String) join.get(0)));
    }
    if (fields.get("Fn::ImportValue") instanceof String export) {
      return imported(export);
    }
    return fields.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> resolved(stack, entry.getValue())));
  }

  private Object imported(String export) {
    for (String stack : stacks()) {
      Map<String, Object> outputs =
          map(Optional.ofNullable(templates.get(stack).get("Outputs")).orElse(Map.of()));
      for (Object output : outputs.values()) {
        Object name = map(map(output).getOrDefault("Export", Map.of())).get("Name");
        if (export.equals(name)) {
          return resolved(stack, map(output).get("Value"));
        }
      }
    }
    throw new AssertionError("nothing exports " + export);
  }

  private Object reference(String stack, String id, String attribute) {
    if (id.equals("AWS::Partition")) {
      return "aws";
    }
    if (id.equals("AWS::AccountId")) {
      return ACCOUNT;
    }
    Map<String, Object> resource = resources(stack).get(id);
    String type = resource == null ? "a parameter" : (String) resource.get("Type");
    String name = id.toLowerCase(Locale.ROOT);
    String place = REGION + ':' + ACCOUNT + ':';
    return switch (type + ' ' + attribute) {
      case "AWS::SQS::Queue Ref" ->
          "https://sqs." + REGION + ".amazonaws.com/" + ACCOUNT + '/' + id;
      case "AWS::SQS::Queue Arn" -> "arn:aws:sqs:" + place + id;
      case "AWS::Kinesis::Stream Arn" -> "arn:aws:kinesis:" + place + "stream/" + id;
      case "AWS::SecretsManager::Secret Ref" -> "arn:aws:secretsmanager:" + place + "secret:" + id;
      case "AWS::S3::Bucket Ref" ->
          map(resource.get("Properties")).getOrDefault("BucketName", name);
      case "AWS::APS::Workspace PrometheusEndpoint" ->
          "https://aps-workspaces." + REGION + ".amazonaws.com/workspaces/ws-1/";
      case "AWS::S3::Bucket Arn" -> "arn:aws:s3:::" + reference(stack, id, "Ref");
      default -> id + '.' + attribute;
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
