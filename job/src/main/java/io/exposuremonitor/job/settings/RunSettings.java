package io.exposuremonitor.job.settings;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running monitor is set to do.
 *
 * @param monitor what is normal
 * @param inputs what is read, by name; at least one where it was asked for
 * @param inventories whose tables are looked at, by name
 * @param outputs where results go
 * @param metrics how what it measures is served
 * @param incidents how findings become incidents, and what is said of them
 * @param alerts where incidents are told, by name
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
   * What is normal, and where that is written.
   *
   * @param policy the exposure policy's file, or empty for the defaults
   * @param rules files and folders of Sigma rules
   * @param inventory files that tell the size of tables
   * @param hashSecret ARN of the secret for hashes, or empty for the environment's
   * @param reloadEvery how often policy and rules are looked at for changes; zero for never
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
   * @param remote where findings go besides
   */
  public record Outputs(String findings, String deadLetters, String incidents, Remote remote) {}

  /**
   * Services of AWS that findings go to as well.
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
    return RunSettingsReader.read(written(name, text), now, true);
  }

  /** The same, where no inputs need be set: nothing is to be read by them. */
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
   * @param now the moment that "now" means as a start
   * @throws SettingsException with a line for each mistake
   */
  public static RunSettings ofPropertyGroups(Map<String, Properties> groups, Instant now) {
    return RunSettingsReader.read(WrittenSettings.ofPropertyGroups(groups), now, true);
  }
}
