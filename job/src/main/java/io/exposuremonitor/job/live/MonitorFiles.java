package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.watch.FileReading;
import io.exposuremonitor.connectors.watch.WatchedFile;
import io.exposuremonitor.connectors.watch.WatchedPlace;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.policy.Inventory;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyWatch;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that settings name: local paths, objects in S3, or any URI that the engine's file
 * systems support.
 */
public final class MonitorFiles {
  private MonitorFiles() {}

  /**
   * Reads and validates policy, rules and inventory.
   *
   * @throws FileNotFoundException when there is no such file or folder; the message is its name
   * @throws PolicyException when the policy or an inventory file is invalid
   * @throws RuleException when a rule is invalid
   */
  public static MonitorSettings read(RunSettings.Monitor monitor)
      throws IOException, PolicyException, RuleException {
    MonitorSettings settings = readUnchecked(monitor);
    settings.loadRules(settings.loadPolicy());
    return settings;
  }

  /**
   * Reads policy, rules and inventory. Policy and rules are not validated, since a job can continue
   * with those in its state; an inventory is in no state.
   *
   * @throws FileNotFoundException when there is no such file or folder; the message is its name
   * @throws PolicyException when an inventory file is not an inventory
   */
  public static MonitorSettings readUnchecked(RunSettings.Monitor monitor)
      throws IOException, PolicyException {
    try (FileReading reading = new FileReading()) {
      List<TextFile> rules = new ArrayList<>();
      for (String root : monitor.rules()) {
        for (WatchedFile file : reading.read(rules(root))) {
          rules.add(text(file));
        }
      }
      List<TextFile> inventory = new ArrayList<>();
      for (String file : monitor.inventory()) {
        TextFile sizes = text(reading.read(WatchedPlace.file(file)).get(0));
        Inventory.load(sizes.name(), sizes.text());
        inventory.add(sizes);
      }
      return new MonitorSettings(
          monitor.policy().isEmpty()
              ? null
              : text(reading.read(WatchedPlace.file(monitor.policy())).get(0)),
          rules,
          inventory,
          Episodes.Reporting.LIFE_CYCLE,
          List.of());
    }
  }

  /** True when the policy or the rules are watched for changes. */
  public static boolean areWatched(RunSettings.Monitor monitor) {
    return !monitor.reloadEvery().isZero()
        && !(monitor.policy().isEmpty() && monitor.rules().isEmpty());
  }

  /**
   * Configures how a job follows the files that may change.
   *
   * @param readAt when the settings with which it is started were read, epoch milliseconds
   * @return null when nothing is watched
   */
  static @Nullable PolicyWatch watch(RunSettings.Monitor monitor, long readAt) {
    if (!areWatched(monitor)) {
      return null;
    }
    List<WatchedPlace> places = new ArrayList<>();
    if (!monitor.policy().isEmpty()) {
      places.add(WatchedPlace.file(monitor.policy()));
    }
    monitor.rules().forEach(root -> places.add(rules(root)));
    return PolicyWatch.of(places, !monitor.policy().isEmpty(), monitor.reloadEvery(), readAt);
  }

  private static WatchedPlace rules(String root) {
    return WatchedPlace.files(root, TextFile::isRule);
  }

  private static TextFile text(WatchedFile file) {
    return new TextFile(file.name(), file.text());
  }
}
