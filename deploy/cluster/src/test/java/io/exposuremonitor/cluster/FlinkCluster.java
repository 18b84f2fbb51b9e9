package io.exposuremonitor.cluster;

import io.exposuremonitor.job.live.LocalProgram;
import io.exposuremonitor.job.live.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session cluster as a platform runs it: a JobManager and TaskManagers with one slot each, in
 * processes of their own, on the loopback address. Its configuration sets state backend,
 * checkpoints and restarts, and it refuses jobs that set any of them.
 */
final class FlinkCluster implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final Path folder;
  private final String classPath;
  private final List<Path> outputs;
  private final FlinkRest rest;
  private final FlinkProcess jobManager;
  private final List<FlinkProcess> taskManagers = new ArrayList<>();

  private FlinkCluster(Path folder, String classPath, List<Path> outputs)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.classPath = classPath;
    this.outputs = new ArrayList<>(outputs);
    this.outputs.add(Files.createDirectories(folder.resolve("checkpoints")));
    int restPort = LocalProgram.freePort();
    Files.createDirectories(configuration());
    Files.writeString(
        configuration().resolve("config.yaml"),
        """
        jobmanager:
          rpc: {address: 127.0.0.1, port: %d}
          bind-host: 127.0.0.1
        taskmanager:
          host: 127.0.0.1
          bind-host: 127.0.0.1
          numberOfTaskSlots: 1
          cpu: {cores: 1}
          memory:
            framework: {heap: {size: 64m}, off-heap: {size: 64m}}
            task: {heap: {size: 256m}, off-heap: {size: 0m}}
            network: {min: 32m, max: 32m}
            managed: {size: 96m}
            jvm-metaspace: {size: 160m}
            jvm-overhead: {min: 192m, max: 192m}
        rest: {address: 127.0.0.1, bind-address: 127.0.0.1, port: %d, bind-port: %d}
        state: {backend: {type: rocksdb}}
        execution:
          program-config: {enabled: false}
          checkpointing:
            # Checkpoints are triggered where the test wants them.
            interval: 1 h
            incremental: true
            dir: %s
        # Longer than it takes to know that a TaskManager is gone; else a restart would try it again.
        restart-strategy: {type: exponential-delay, exponential-delay: {initial-backoff: 5 s}}
        heartbeat: {interval: 1 s, timeout: 50 s}
        # Metrics are asked for again only once each TaskManager has answered or this is over; an
        # answer that was lost would leave the tests without metrics for the default's 10 minutes.
        web: {refresh-interval: 500, timeout: 30 s}
        metrics: {fetcher: {update-interval: 500}}
        """
            .formatted(
                LocalProgram.freePort(),
                restPort,
                restPort,
                folder.resolve("checkpoints").toUri()));
    Files.writeString(
        configuration().resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
        """);
    rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
    jobManager = start("job-manager", JOB_MANAGER);
  }

  /**
   * Starts a cluster.
   *
   * @param folder used by this cluster alone
   * @param lib Flink's jars
   * @param taskManagers how many
   * @param outputs existing folders that the job writes to
   */
  static FlinkCluster start(Path folder, Path lib, int taskManagers, List<Path> outputs)
      throws IOException, InterruptedException {
    FlinkCluster cluster = new FlinkCluster(folder, lib + "/*", outputs);
    try {
      for (int i = 0; i < taskManagers; i++) {
        cluster.addTaskManager();
      }
      Waiting.until(() -> cluster.isComplete(taskManagers), "a cluster; its logs are in " + folder);
      return cluster;
    } catch (IOException | InterruptedException | AssertionError failure) {
      cluster.close();
      throw failure;
    }
  }

  private boolean isComplete(int count) throws IOException, InterruptedException {
    living();
    return rest.freeSlots() == count;
  }

  /** Starts another TaskManager, with one slot. */
  FlinkProcess addTaskManager() throws IOException, InterruptedException {
    FlinkProcess taskManager = start("task-manager-" + taskManagers.size(), TASK_MANAGER);
    taskManagers.add(taskManager);
    return taskManager;
  }

  FlinkProcess taskManager(int index) {
    return taskManagers.get(index);
  }

  /**
   * The processes that were not killed.
   *
   * @throws IllegalStateException when one of them ended by itself
   */
  List<FlinkProcess> living() {
    return Stream.concat(taskManagers.stream(), Stream.of(jobManager))
        .filter(process -> !process.isKilled())
        .toList();
  }

  FlinkRest rest() {
    return rest;
  }

  private FlinkProcess start(String name, String main) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(name));
    return FlinkProcess.start(
        own,
        "448m",
        configuration() + ":" + classPath,
        main,
        List.of(
            "--configDir",
            configuration().toString(),
            "-D",
            "io.tmp.dirs=" + own.resolve("temporary")),
        outputs);
  }

  private Path configuration() {
    return folder.resolve("conf");
  }

  @Override
  public void close() {
    taskManagers.forEach(FlinkProcess::close);
    jobManager.close();
  }
}
