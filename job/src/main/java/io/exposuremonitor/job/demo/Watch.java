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

/** The monitor: the same job that {@code run} runs, with additional listeners at its end. */
final class Watch implements AutoCloseable {
  private static final int PARALLELISM = 2;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 30;
  private static final String UNKNOWN = "UNKNOWN";

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
   * Puts the job together.
   *
   * @param sections of settings, such as {@code inputs}, in YAML
   * @param policy the policy's text
   * @param folder holds all its files
   * @param findings takes what is found, as it lives
   * @param incidents takes what belongs together, likewise
   * @param changes takes the changes of items that were read
   */
  static Watch of(
      String sections,
      String policy,
      Path folder,
      Consumer<Finding> findings,
      Consumer<Incident> incidents,
      Consumer<ItemChange> changes)
      throws IOException, PolicyException, RuleException {
    Path policyFile = Files.writeString(folder.resolve("policy.yml"), policy);
    RunSettings settings =
        RunSettings.ofFile(
            "demo.yml",
            sections
                + "monitor.policy: '%s'%noutputs.findings: '%s'%n"
                    .formatted(policyFile.toUri(), folder.resolve("findings").toUri()),
            Instant.now());
    // Mistakes are reported here; in the job they would be retried again and again.
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
    Tap<Finding> found = new Tap<>(Finding.class, findings);
    Tap<Incident> joined = new Tap<>(Incident.class, incidents);
    Tap<ItemChange> changed = new Tap<>(ItemChange.class, changes);
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

  /** A port that was free just now, since the engine does not report which one it took. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The engine's own pages about the job. */
  URI engine() {
    return engine;
  }

  /**
   * Starts to watch, and waits until the job runs.
   *
   * @throws IllegalStateException when it does not start in time
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

  /** Such as {@code RUNNING}; {@code UNKNOWN} while the engine does not answer. */
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
