package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The monitor as {@code run} runs it, and besides a record of each item change that it reads, in
 * the order in which they leave the sources of all subtasks.
 */
final class ObservedMonitor {
  private static final int PARALLELISM = 2;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  private ObservedMonitor() {}

  /**
   * @param arguments file of settings, folder of state, file of observations
   */
  public static void main(String... arguments) throws Exception {
    Path config = Path.of(arguments[0]);
    RunSettings settings =
        RunSettings.ofFile(arguments[0], Files.readString(config), Instant.now());
    LiveJob job = new LiveJob(settings, MonitorFiles.read(settings.monitor()), Console.LINES);
    new LiveRun(
            environment -> observe(job.build(environment).itemChanges(), arguments[2]),
            PARALLELISM,
            new StateFolder(Path.of(arguments[1])),
            CHECKPOINT_INTERVAL)
        .run();
  }

  private static void observe(DataStream<ItemChange> changes, String file) {
    changes
        .map(new Observer(file), changes.getType())
        .uid("observer")
        .sinkTo(new DiscardingSink<>())
        .uid("observed");
  }

  /** Chained to the source. A line is one write, so that lines of subtasks don't mix. */
  private static final class Observer extends RichMapFunction<ItemChange, ItemChange> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private transient OutputStream out;
    private transient String run;

    Observer(String file) {
      this.file = file;
    }

    @Override
    public void open(OpenContext context) throws IOException {
      out =
          Files.newOutputStream(
              Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      run =
          ProcessHandle.current().pid()
              + "-"
              + getRuntimeContext().getTaskInfo().getAttemptNumber();
    }

    @Override
    public ItemChange map(ItemChange change) throws IOException {
      String line = run + ' ' + change.header().eventId() + '\n';
      out.write(line.getBytes(StandardCharsets.UTF_8));
      return change;
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}
