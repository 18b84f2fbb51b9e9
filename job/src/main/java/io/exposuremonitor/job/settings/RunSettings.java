package io.exposuremonitor.job.settings;

import java.net.URI;
import java.time.Duration;
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
 * @param incidents how findings become incidents, and what is said of them
 * @param alerts where incidents are told, by name
 */
public record RunSettings(
    Monitor monitor,
    List<InputSettings> inputs,
    Outputs outputs,
    Metrics metrics,
    IncidentOptions incidents,
    List<RouteSettings> alerts) {
  private static final String INPUTS = "inputs";
  private static final String ALERTS = "alerts";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

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
  static final Setting<String> INCIDENTS =
      Setting.optional(
          "incidents",
          "folder",
          "",
          "Where revisions of incidents go, one JSON line each. Without it they are only told to the"
              + " alert routes.",
          Forms::text);
  static final Setting<Duration> RESOLVE_AFTER =
      Setting.optional(
          "resolve-after",
          "duration",
          "24 h",
          "An incident is resolved when nothing was seen for so long; until then, what the same actor"
              + " does is the same incident. Never less than the policy's quiet time.",
          Forms::duration);
  static final Setting<Optional<URI>> GUIDES =
      Setting.optional(
          "guides",
          "URL",
          "",
          "Where this repository's files can be read, for links to investigation guides:"
              + " https://git.example.com/exposure-monitor/blob/main.",
          Forms::endpoint);
  static final Setting<String> DASHBOARD =
      Setting.optional(
          "dashboard",
          "URL",
          "",
          "A page about an incident, linked from its alerts; {incident}, {short} (the beginning of its"
              + " id, as in metrics), {start} and {end} (epoch milliseconds) are filled in.",
          RunSettings::template);
  static final Setting<String> LOGS =
      Setting.optional(
          "logs",
          "s3://bucket/prefix",
          "",
          "The trail's files up to and without AWSLogs, for the command in each alert that fetches and"
              + " replays an incident's days.",
          InputReader::s3);
  static final Setting<Optional<Integer>> METRICS_PORT =
      Setting.optional(
          "port",
          "port, 0 for any that is free",
          "",
          "Port at which metrics are served at /metrics, for Prometheus. Without it, none are. On a"
              + " cluster it is the TaskManager with the task 'measurements' that listens, and serves"
              + " those of the domain; the engine's leave by the cluster's reporters.",
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
   * @param incidents a folder's URI, or empty
   */
  public record Outputs(String findings, String deadLetters, String incidents) {}

  /**
   * How findings become incidents, and what is said of them.
   *
   * @param resolveAfter when an incident is over
   * @param guides where the repository's files can be read
   * @param dashboard URL with {@code {incident}}, {@code {short}}, {@code {start}} and {@code
   *     {end}}, or empty
   * @param logs the trail's files, or empty
   */
  public record IncidentOptions(
      Duration resolveAfter, Optional<URI> guides, String dashboard, String logs) {}

  /**
   * How what it measures is served.
   *
   * @param port empty for not at all, 0 for any that is free
   * @param address of the interface that it listens on
   * @param remoteWrite where it is written to, or empty
   */
  public record Metrics(
      Optional<Integer> port, String address, Optional<RemoteWriteOptions> remoteWrite) {}

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
   *     metrics}, {@code incidents}, {@code inputs.trail}, {@code alerts.soc}
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
    IncidentOptions incidents = incidents(new Section("incidents", written, mistakes));
    List<RouteSettings> alerts = alerts(written, mistakes);
    refuseOtherSections(written, mistakes);
    if (!mistakes.isEmpty()) {
      throw SettingsException.of(mistakes);
    }
    return new RunSettings(monitor, inputs, outputs, metrics, incidents, alerts);
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
    Outputs outputs =
        new Outputs(section.get(FINDINGS), section.get(DEAD_LETTERS), section.get(INCIDENTS));
    section.refuseOthers();
    return outputs;
  }

  private static Metrics metrics(Section section) {
    Metrics metrics =
        new Metrics(
            section.get(METRICS_PORT),
            section.get(METRICS_ADDRESS),
            RemoteWriteReader.read(section));
    section.refuseOthers();
    return metrics;
  }

  private static List<InputSettings> inputs(
      WrittenSettings written, Instant now, List<String> mistakes) {
    TreeSet<String> names = names(INPUTS, written);
    if (names.isEmpty()) {
      mistakes.add(INPUTS + ": at least one must be set, such as inputs.trail.type: kinesis");
    }
    InputReader reader = new InputReader(now);
    List<InputSettings> inputs = new ArrayList<>();
    for (String name : names) {
      Section section = named(INPUTS, name, written, mistakes);
      inputs.add(reader.read(name, section));
    }
    return inputs;
  }

  private static List<RouteSettings> alerts(WrittenSettings written, List<String> mistakes) {
    List<RouteSettings> routes = new ArrayList<>();
    for (String name : names(ALERTS, written)) {
      routes.add(RouteReader.read(name, named(ALERTS, name, written, mistakes)));
    }
    return routes;
  }

  private static IncidentOptions incidents(Section section) {
    IncidentOptions incidents =
        new IncidentOptions(
            section.get(RESOLVE_AFTER),
            section.get(GUIDES),
            section.get(DASHBOARD),
            section.get(LOGS));
    section.refuseOthers();
    return incidents;
  }

  private static String template(String text) {
    Forms.endpoint(text.replaceAll("\\{(incident|short|start|end)\\}", "x"));
    return text;
  }

  /** Names of the sections of a group. */
  private static TreeSet<String> names(String group, WrittenSettings written) {
    TreeSet<String> names = new TreeSet<>();
    for (String key : written.values().keySet()) {
      String[] parts = key.split("\\.", 3);
      if (parts[0].equals(group) && parts.length == 3) {
        names.add(parts[1]);
      }
    }
    return names;
  }

  private static Section named(
      String group, String name, WrittenSettings written, List<String> mistakes) {
    Section section = new Section(group + '.' + name, written, mistakes);
    if (!NAME.matcher(name).matches()) {
      section.refuse("a name is lower-case letters, digits and hyphens, at most 40");
    }
    return section;
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
                      || section.equals("incidents")
                      || ((section.equals(INPUTS) || section.equals(ALERTS))
                          && key.split("\\.", 3).length == 3);
              if (!known) {
                mistakes.add(
                    value.place()
                        + ": "
                        + key
                        + ": no such setting; sections are monitor, inputs.NAME, outputs, metrics,"
                        + " incidents and alerts.NAME");
              }
            });
  }
}
