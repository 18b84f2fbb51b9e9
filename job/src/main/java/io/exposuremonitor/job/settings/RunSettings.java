package io.exposuremonitor.job.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a running monitor is set to do.
 *
 * @param monitor what is normal
 * @param inputs what is read, at least one, by name
 * @param outputs where results go
 * @param metrics how what it measures is served
 */
public record RunSettings(
    Monitor monitor, List<InputSettings> inputs, Outputs outputs, Metrics metrics) {
  private static final String INPUTS = "inputs";
  private static final Pattern INPUT_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  static final Setting<String> POLICY =
      Setting.optional(
          "policy",
          "file",
          "",
          "The exposure policy, a path or any URI that the engine can read (s3://…). Without one the"
              + " documented defaults hold.",
          Forms::text);
  static final Setting<List<String>> RULES =
      Setting.optional(
          "rules",
          "files or folders",
          "",
          "Sigma rules of your own, besides the shipped ones.",
          Forms::list);
  static final Setting<List<String>> INVENTORY =
      Setting.optional(
          "inventory",
          "files",
          "",
          "Output of 'aws dynamodb describe-table', for the size of tables.",
          Forms::list);
  static final Setting<String> HASH_SECRET =
      Setting.optional(
          "hash-secret",
          "ARN",
          "",
          "Secret in AWS Secrets Manager from which the key of the hashes of item keys is derived."
              + " Without it the environment variable EXPOSURE_HASH_SECRET is taken.",
          Forms.arn("secretsmanager"));
  static final Setting<String> FINDINGS =
      Setting.optional(
          "findings",
          "folder, or -",
          "-",
          "Where findings go, as OCSF lines: a folder, by any URI that the engine can write, or '-'"
              + " for standard output.",
          Forms::text);
  static final Setting<String> DEAD_LETTERS =
      Setting.optional(
          "dead-letters",
          "folder",
          "",
          "Where it is written, one JSON line each, what could not be used and why; never what it"
              + " held. Without it, it is only counted and logged.",
          Forms::text);
  static final Setting<Optional<Integer>> METRICS_PORT =
      Setting.optional(
          "port",
          "port, 0 for any that is free",
          "",
          "Port at which 'run' serves its metrics at /metrics, for Prometheus. Without it, it serves"
              + " none. On a cluster they leave by the cluster's reporters.",
          Forms::port);
  static final Setting<String> METRICS_ADDRESS =
      Setting.optional(
          "address",
          "host name or address",
          "127.0.0.1",
          "Interface on which it listens; 0.0.0.0 for all. There is no log-in: names of tables are"
              + " told to whoever asks.",
          Forms::text);

  /**
   * What is normal, and where that is written.
   *
   * @param policy the exposure policy's file, or empty for the defaults
   * @param rules files and folders of Sigma rules
   * @param inventory files that tell the size of tables
   * @param hashSecret ARN of the secret for hashes, or empty for the environment's
   */
  public record Monitor(
      String policy, List<String> rules, List<String> inventory, String hashSecret) {}

  /**
   * Where results go.
   *
   * @param findings a folder's URI, or {@code -} for standard output
   * @param deadLetters a folder's URI, or empty
   */
  public record Outputs(String findings, String deadLetters) {}

  /**
   * How what it measures is served by a run inside this process.
   *
   * @param port empty for not at all, 0 for any that is free
   * @param address of the interface that it listens on
   */
  public record Metrics(Optional<Integer> port, String address) {}

  /**
   * Reads a file: properties when its name ends so, else YAML.
   *
   * @param name the file's name, for messages too
   * @param now the moment that "now" means as a start
   * @throws SettingsException with a line for each mistake
   */
  public static RunSettings ofFile(String name, String text, Instant now) {
    return of(
        name.endsWith(".properties")
            ? WrittenSettings.ofProperties(name, text)
            : WrittenSettings.ofYaml(name, text),
        now);
  }

  /**
   * Reads the property groups of Amazon Managed Service for Apache Flink.
   *
   * @param groups by group id, which is the section: {@code monitor}, {@code outputs}, {@code
   *     metrics}, {@code inputs.trail}
   * @param now the moment that "now" means as a start
   * @throws SettingsException with a line for each mistake
   */
  public static RunSettings ofPropertyGroups(Map<String, Properties> groups, Instant now) {
    return of(WrittenSettings.ofPropertyGroups(groups), now);
  }

  private static RunSettings of(WrittenSettings written, Instant now) {
    List<String> mistakes = new ArrayList<>();
    Monitor monitor = monitor(new Section("monitor", written, mistakes));
    Outputs outputs = outputs(new Section("outputs", written, mistakes));
    Metrics metrics = metrics(new Section("metrics", written, mistakes));
    List<InputSettings> inputs = inputs(written, now, mistakes);
    refuseOtherSections(written, mistakes);
    if (!mistakes.isEmpty()) {
      throw SettingsException.of(mistakes);
    }
    return new RunSettings(monitor, inputs, outputs, metrics);
  }

  private static Monitor monitor(Section section) {
    Monitor monitor =
        new Monitor(
            section.get(POLICY),
            section.get(RULES),
            section.get(INVENTORY),
            section.get(HASH_SECRET));
    section.refuseOthers();
    return monitor;
  }

  private static Outputs outputs(Section section) {
    Outputs outputs = new Outputs(section.get(FINDINGS), section.get(DEAD_LETTERS));
    section.refuseOthers();
    return outputs;
  }

  private static Metrics metrics(Section section) {
    Metrics metrics = new Metrics(section.get(METRICS_PORT), section.get(METRICS_ADDRESS));
    section.refuseOthers();
    return metrics;
  }

  private static List<InputSettings> inputs(
      WrittenSettings written, Instant now, List<String> mistakes) {
    TreeSet<String> names = new TreeSet<>();
    for (String key : written.values().keySet()) {
      String[] parts = key.split("\\.", 3);
      if (parts[0].equals(INPUTS) && parts.length == 3) {
        names.add(parts[1]);
      }
    }
    if (names.isEmpty()) {
      mistakes.add(INPUTS + ": at least one must be set, such as inputs.trail.type: kinesis");
    }
    InputReader reader = new InputReader(now);
    List<InputSettings> inputs = new ArrayList<>();
    for (String name : names) {
      Section section = new Section(INPUTS + '.' + name, written, mistakes);
      if (!INPUT_NAME.matcher(name).matches()) {
        section.refuse("an input's name is lower-case letters, digits and hyphens, at most 40");
      }
      inputs.add(reader.read(name, section));
    }
    return inputs;
  }

  private static void refuseOtherSections(WrittenSettings written, List<String> mistakes) {
    written
        .values()
        .forEach(
            (key, value) -> {
              String section = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
              boolean known =
                  section.equals("monitor")
                      || section.equals("outputs")
                      || section.equals("metrics")
                      || (section.equals(INPUTS) && key.split("\\.", 3).length == 3);
              if (!known) {
                mistakes.add(
                    value.place()
                        + ": "
                        + key
                        + ": no such setting; sections are monitor, inputs.NAME, outputs and"
                        + " metrics");
              }
            });
  }
}
