package io.exposuremonitor.job.settings;

import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import io.exposuremonitor.job.settings.RunSettings.Metrics;
import io.exposuremonitor.job.settings.RunSettings.Monitor;
import io.exposuremonitor.job.settings.RunSettings.Outputs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads all settings, section by section; those of the monitor, its metrics and incidents by
 * itself.
 */
final class RunSettingsReader {
  private static final String INPUTS = "inputs";
  private static final String INVENTORY_SECTIONS = "inventory";
  private static final String ALERTS = "alerts";
  private static final Set<String> NAMED = Set.of(INPUTS, INVENTORY_SECTIONS, ALERTS);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  static final Setting<String> POLICY =
      Setting.optional(
          "policy",
          "file",
          "",
          "The exposure policy, a path or any URI that Flink can read (s3://…). Without one, the"
              + " documented defaults apply.",
          Forms::text);
  static final Setting<List<String>> RULES =
      Setting.optional(
          "rules",
          "files or folders",
          "",
          "Your own Sigma rules, in addition to the shipped ones.",
          Forms::list);
  static final Setting<Duration> RELOAD_EVERY =
      Setting.optional(
          "reload-every",
          "duration, 0 s for never",
          "20 s",
          "How often the policy and the rules are checked for changes. A valid change is in"
              + " force everywhere after two checks; see docs/policy.md.",
          Forms::pause);
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
              + " Without it, the environment variable EXPOSURE_HASH_SECRET is used. The secret has at"
              + " least 16 characters.",
          Forms.arn("secretsmanager"));
  static final Setting<Duration> RESOLVE_AFTER =
      Setting.optional(
          "resolve-after",
          "duration",
          "24 h",
          "An incident is resolved when nothing was seen for this long; until then, further"
              + " findings of the same actor join it. Never less than the policy's quiet time.",
          Forms::duration);
  static final Setting<Optional<URI>> GUIDES =
      Setting.optional(
          "guides",
          "URL",
          "",
          "Where this repository's files can be read, for links to the investigation guides:"
              + " https://git.example.com/exposure-monitor/blob/main.",
          Forms::endpoint);
  static final Setting<String> DASHBOARD =
      Setting.optional(
          "dashboard",
          "URL",
          "",
          "A page about an incident, linked from its alerts; {incident}, {short} (the beginning of"
              + " its id, as in metrics), {start} and {end} (epoch milliseconds) are filled in.",
          RunSettingsReader::template);
  static final Setting<String> LOGS =
      Setting.optional(
          "logs",
          "s3://bucket/prefix",
          "",
          "Location of the trail's files, up to but not including AWSLogs, for the command in"
              + " each alert that fetches and replays an incident's days.",
          InputReader::s3);
  static final Setting<Optional<Integer>> METRICS_PORT =
      Setting.optional(
          "port",
          "port, 0 for any that is free",
          "",
          "Port on which metrics are served at /metrics, for Prometheus. Without it, none are."
              + " On a cluster, the TaskManager with the task 'measurements' listens and serves"
              + " the domain's metrics; Flink's own leave by the cluster's reporters.",
          Forms::port);
  static final Setting<String> METRICS_ADDRESS =
      Setting.optional(
          "address",
          "host name or address",
          "127.0.0.1",
          "Interface to listen on; 0.0.0.0 for all. There is no log-in: names of tables are"
              + " visible to anybody who connects.",
          Forms::text);

  private RunSettingsReader() {}

  /**
   * Reads written settings.
   *
   * @param now the instant that "now" means as a start
   * @param inputsNeeded false when no input will be read
   * @throws SettingsException with a line for each mistake
   */
  static RunSettings read(WrittenSettings written, Instant now, boolean inputsNeeded) {
    List<String> mistakes = new ArrayList<>();
    Monitor monitor = monitor(new Section("monitor", written, mistakes));
    Outputs outputs = OutputReader.read(new Section("outputs", written, mistakes));
    Metrics metrics = metrics(new Section("metrics", written, mistakes));
    List<InputSettings> inputs = inputs(written, now, inputsNeeded, mistakes);
    List<InventorySection> inventories = inventories(written, mistakes);
    IncidentOptions incidents = incidents(new Section("incidents", written, mistakes));
    List<RouteSettings> alerts = alerts(written, mistakes);
    refuseOtherSections(written, mistakes);
    if (!mistakes.isEmpty()) {
      throw SettingsException.of(mistakes);
    }
    return new RunSettings(monitor, inputs, inventories, outputs, metrics, incidents, alerts);
  }

  private static Monitor monitor(Section section) {
    Monitor monitor =
        new Monitor(
            section.get(POLICY),
            section.get(RULES),
            section.get(INVENTORY),
            section.get(HASH_SECRET),
            section.get(RELOAD_EVERY));
    section.refuseOthers();
    return monitor;
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
      WrittenSettings written, Instant now, boolean needed, List<String> mistakes) {
    SortedSet<String> names = names(INPUTS, written);
    if (names.isEmpty() && needed) {
      mistakes.add(INPUTS + ": at least one must be set, such as inputs.trail.type: kinesis");
    }
    InputReader reader = new InputReader(now);
    List<InputSettings> inputs = new ArrayList<>();
    for (String name : names) {
      Section section = named(INPUTS, name, written, mistakes);
      inputs.add(reader.read(name, section));
    }
    if (!inputs.isEmpty()
        && inputs.stream().allMatch(input -> input instanceof InputSettings.LeaseTables)) {
      mistakes.add(
          INPUTS
              + ": at least one other than lease tables must be set, which reads"
              + " logs or changes");
    }
    return inputs;
  }

  private static List<InventorySection> inventories(
      WrittenSettings written, List<String> mistakes) {
    List<InventorySection> inventories = new ArrayList<>();
    for (String name : names(INVENTORY_SECTIONS, written)) {
      inventories.add(
          InventorySection.read(name, named(INVENTORY_SECTIONS, name, written, mistakes)));
    }
    return inventories;
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
  private static SortedSet<String> names(String group, WrittenSettings written) {
    SortedSet<String> names = new TreeSet<>();
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
                      || (NAMED.contains(section)
                          && (key.split("\\.", 3).length == 3 || value.text().isEmpty()));
              if (!known) {
                mistakes.add(
                    value.place()
                        + ": "
                        + key
                        + ": no such setting; sections are monitor, inputs.NAME, inventory.NAME,"
                        + " outputs, metrics, incidents and alerts.NAME");
              }
            });
  }
}
