package io.exposuremonitor.job.demo;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.live.Console;
import io.exposuremonitor.job.live.LiveJob;
import io.exposuremonitor.job.live.MonitorFiles;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.HashSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The monitor: the same job that {@code run} runs, with additional listeners. */
final class Watch implements AutoCloseable {
  private static final int PARALLELISM = 2;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 30;
  private static final String UNKNOWN = "UNKNOWN";

  /**
   * Receivers of the job's output, called from its threads.
   *
   * @param findings receives findings, in each of their phases
   * @param incidents receives incidents, in each of their revisions
   * @param itemChanges receives the item changes that the job read
   */
  record Listeners(
      Consumer<Finding> findings, Consumer<Incident> incidents, Consumer<ItemChange> itemChanges) {}

  private final StreamExecutionEnvironment environment;
  private final URI engine;
  private final List<Tap<?>> taps;
  private @Nullable JobClient client;

  private Watch(StreamExecutionEnvironment environment, URI engine, List<Tap<?>> taps) {
    this.environment = environment;
    this.engine = engine;
    this.taps = taps;
  }

  /**
   * Builds the job.
   *
   * @param sections sections of a settings file in YAML, such as {@code inputs}
   * @param policy text of the policy
   * @param folder folder for all its files
   * @param listeners receive the job's output
   */
  static Watch of(String sections, String policy, Path folder, Listeners listeners)
      throws IOException, PolicyException, RuleException {
    Path policyFile = Files.writeString(folder.resolve("policy.yml"), policy);
    RunSettings settings =
        RunSettings.ofFile(
            "demo.yml",
            sections
                + "monitor.policy: '%s'%noutputs.findings: '%s'%n"
                    .formatted(policyFile.toUri(), folder.resolve("findings").toUri()),
            Instant.now());
    // Mistakes are reported here; in the job they would be retried endlessly.
    MonitorSettings monitor = MonitorFiles.read(settings.monitor());
    LiveJob job = new LiveJob(settings, monitor, Console.LINES, HashSecret.ofReplay());
    URI engine = URI.create("http://127.0.0.1:" + freePort() + '/');
    StreamExecutionEnvironment environment =
        EmbeddedEngine.live(
            PARALLELISM,
            folder.resolve("engine"),
            new StateFolder(folder.resolve("state")),
            CHECKPOINTS,
            engine.getPort());
    LiveJob.Built outputs = job.build(environment);
    Tap<Finding> found = new Tap<>(Finding.class, listeners.findings());
    Tap<Incident> joined = new Tap<>(Incident.class, listeners.incidents());
    Tap<ItemChange> changed = new Tap<>(ItemChange.class, listeners.itemChanges());
    outputs.findings().sinkTo(found).setParallelism(1).uid("demo-findings").name("to the demo");
    outputs
        .incidents()
        .sinkTo(joined)
        .setParallelism(1)
        .uid("demo-incidents")
        .name("incidents to the demo");
    outputs.itemChanges().sinkTo(changed).uid("demo-changes").name("changes to the demo");
    return new Watch(environment, engine, List.of(found, joined, changed));
  }

  /** A port that was just free. The engine does not report which port it took. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Flink's web interface. */
  URI engine() {
    return engine;
  }

  /**
   * Starts the job and waits until it runs.
   *
   * @throws IllegalStateException if it does not start in time
   */
  void begin() throws Exception {
    client = environment.executeAsync("exposure-monitor demo");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4 * PATIENCE_SECONDS);
    while (!state().equals(JobStatus.RUNNING.name())) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the monitor's job does not start: it is " + state());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** State of the job, such as {@code RUNNING}; {@code UNKNOWN} if the engine does not answer. */
  String state() {
    JobClient running = client;
    if (running == null) {
      return UNKNOWN;
    }
    try {
      return running.getJobStatus().get(PATIENCE_SECONDS, TimeUnit.SECONDS).name();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    } catch (ExecutionException | TimeoutException | IllegalStateException noAnswer) {
      return UNKNOWN;
    }
  }

  /** Ends the job; its files are of no further use. */
  @Override
  public void close() {
    taps.forEach(Tap::close);
    JobClient running = client;
    if (running == null) {
      return;
    }
    try {
      running.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      running.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException ended) {
      // It has ended, or will with this process.
      System.getLogger(Watch.class.getName())
          .log(System.Logger.Level.DEBUG, "the job ended: {0}", ended.toString());
    }
  }
}
