package io.exposuremonitor.job.settings;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings of a running monitor.
 *
 * @param monitor policy and rules
 * @param inputs by name; at least one when inputs are required
 * @param inventories by name
 * @param outputs where results go
 * @param metrics how metrics are exported
 * @param incidents how findings become incidents, and what alerts say about them
 * @param alerts routes, by name
 */
public record RunSettings(
    Monitor monitor,
    List<InputSettings> inputs,
    List<InventorySection> inventories,
    Outputs outputs,
    Metrics metrics,
    IncidentOptions incidents,
    List<RouteSettings> alerts) {
  /**
   * Where policy and rules are.
   *
   * @param policy the exposure policy's file, or empty for the defaults
   * @param rules files and folders of Sigma rules
   * @param inventory files with the size of tables
   * @param hashSecret ARN of the secret for hashes, or empty for the environment's
   * @param reloadEvery interval at which policy and rules are checked for changes; zero for never
   */
  public record Monitor(
      String policy,
      List<String> rules,
      List<String> inventory,
      String hashSecret,
      Duration reloadEvery) {}

  /**
   * Where results go.
   *
   * @param findings a folder's URI, or {@code -} for standard output
   * @param deadLetters a folder's URI, or empty
   * @param incidents a folder's URI, or empty
   * @param remote further outputs of findings
   */
  public record Outputs(String findings, String deadLetters, String incidents, Remote remote) {}

  /**
   * AWS services that findings go to as well.
   *
   * @param stream ARN of a Kinesis data stream, or empty
   * @param streamEndpoint instead of the service's own
   * @param bucket {@code s3://bucket/prefix}, or empty
   * @param bucketRegion where it is; empty to find out
   * @param bucketEndpoint instead of the service's own
   * @param role ARN of the role to assume for both, or empty for the job's own
   * @param externalId for assuming it, or empty
   */
  public record Remote(
      String stream,
      Optional<URI> streamEndpoint,
      String bucket,
      String bucketRegion,
      Optional<URI> bucketEndpoint,
      String role,
      String externalId) {
    /** Nowhere. */
    public static final Remote NONE =
        new Remote("", Optional.empty(), "", "", Optional.empty(), "", "");
  }

  /**
   * How findings become incidents, and what alerts say about them.
   *
   * @param resolveAfter quiet time after which an incident is over
   * @param guides where the repository's files can be read
   * @param dashboard URL with {@code {incident}}, {@code {short}}, {@code {start}} and {@code
   *     {end}}, or empty
   * @param logs the trail's files, or empty
   */
  public record IncidentOptions(
      Duration resolveAfter, Optional<URI> guides, String dashboard, String logs) {}

  /**
   * How metrics are exported.
   *
   * @param port empty for none, 0 for any free one
   * @param address of the interface that it listens on
   * @param remoteWrite where they are written to, or empty
   */
  public record Metrics(
      Optional<Integer> port, String address, Optional<RemoteWriteOptions> remoteWrite) {}

  /**
   * Reads a file: properties when its name ends so, else YAML.
   *
   * @param name the file's name, also for messages
   * @param now the instant that "now" means as a start
   * @throws SettingsException with a line for each mistake
   */
  public static RunSettings ofFile(String name, String text, Instant now) {
    return RunSettingsReader.read(written(name, text), now, true);
  }

  /** Reads a file in which no inputs are required, because none will be read. */
  public static RunSettings ofFileWithoutInputs(String name, String text, Instant now) {
    return RunSettingsReader.read(written(name, text), now, false);
  }

  private static WrittenSettings written(String name, String text) {
    return name.endsWith(".properties")
        ? WrittenSettings.ofProperties(name, text)
        : WrittenSettings.ofYaml(name, text);
  }

  /**
   * Reads the property groups of Amazon Managed Service for Apache Flink.
   *
   * @param groups by group id, which is the section: {@code monitor}, {@code outputs}, {@code
   *     metrics}, {@code incidents}, {@code inputs.trail}, {@code inventory.main}, {@code
   *     alerts.soc}
   * @param now the instant that "now" means as a start
   * @throws SettingsException with a line for each mistake
   */
  public static RunSettings ofPropertyGroups(Map<String, Properties> groups, Instant now) {
    return RunSettingsReader.read(WrittenSettings.ofPropertyGroups(groups), now, true);
  }
}
