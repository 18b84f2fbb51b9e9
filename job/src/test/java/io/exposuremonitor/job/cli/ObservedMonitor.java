package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import picocli.CommandLine;

/**
 * The command {@code run} that also records each item change, in the order in which they leave the
 * sources of all subtasks.
 */
public final class ObservedMonitor {
  private ObservedMonitor() {}

  /**
   * @param arguments the file of observations, then the arguments of {@code run}
   */
  public static void main(String... arguments) {
    String observations = arguments[0];
    System.exit(
        new CommandLine(new RunCommand(built -> observe(built.itemChanges(), observations)))
            .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
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
