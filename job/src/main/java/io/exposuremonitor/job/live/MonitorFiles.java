package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.MonitorSettings;
import io.exposuremonitor.job.topology.MonitorSettings.TextFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Reads the files that settings name: local paths, or any URI that the engine's file systems know.
 */
public final class MonitorFiles {
  private MonitorFiles() {}

  /**
   * Reads and checks policy, rules and inventory.
   *
   * @throws FileNotFoundException when there is no such file or folder; the message is its name
   * @throws PolicyException when the policy has mistakes
   * @throws RuleException when a rule has
   */
  public static MonitorSettings read(RunSettings.Monitor monitor)
      throws IOException, PolicyException, RuleException {
    List<TextFile> rules = new ArrayList<>();
    for (String root : monitor.rules()) {
      addRules(status(root), rules);
    }
    List<TextFile> inventory = new ArrayList<>();
    for (String file : monitor.inventory()) {
      inventory.add(text(status(file)));
    }
    MonitorSettings settings =
        new MonitorSettings(
            monitor.policy().isEmpty() ? null : text(status(monitor.policy())),
            rules,
            inventory,
            Episodes.Reporting.LIFE_CYCLE,
            List.of());
    settings.loadRules(settings.loadPolicy());
    return settings;
  }

  private static void addRules(FileStatus file, List<TextFile> rules) throws IOException {
    if (!file.isDir()) {
      if (TextFile.isRule(file.getPath().getName())) {
        rules.add(text(file));
      }
      return;
    }
    List<FileStatus> children =
        new ArrayList<>(List.of(file.getPath().getFileSystem().listStatus(file.getPath())));
    children.sort(Comparator.comparing(child -> child.getPath().toString()));
    for (FileStatus child : children) {
      addRules(child, rules);
    }
  }

  private static FileStatus status(String name) throws IOException {
    try {
      Path path = new Path(name);
      return path.getFileSystem().getFileStatus(path);
    } catch (FileNotFoundException missing) {
      FileNotFoundException named = new FileNotFoundException(name);
      named.initCause(missing);
      throw named;
    }
  }

  private static TextFile text(FileStatus file) throws IOException {
    FileSystem fileSystem = file.getPath().getFileSystem();
    try (FSDataInputStream in = fileSystem.open(file.getPath())) {
      return new TextFile(
          file.getPath().toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
