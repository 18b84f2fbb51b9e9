package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine's failures look like in the log of {@code run}. */
class EngineLogTest {
  private static final String FAILED =
      "Failed to trigger or complete checkpoint 12 for job 0bed9310c33a4bd861c11c96568fda16."
          + " (0 consecutive failed attempts so far)";

  private static String logged(String message, Throwable cause) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Main.class.getResourceAsStream("/log4j2.properties")) {
      properties.load(in);
    }
    return PatternLayout.newBuilder()
        .withPattern(properties.getProperty("appender.engine.layout.pattern"))
        .build()
        .toSerializable(
            Log4jLogEvent.newBuilder()
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThrown(cause)
                .build());
  }

  @Test
  void nameTheInnermostCauseInOneLine() throws IOException {
    Throwable cause =
        new CheckpointException(
            "at sink", CheckpointFailureReason.IO_EXCEPTION, new IOException("No space\n left"));
    assertThat(logged(FAILED, cause))
        .matches(
            "\\d\\d:\\d\\d:\\d\\d WARN  engine - Failed to trigger or complete checkpoint 12:"
                + " java.io.IOException: No space left\\R");
  }

  @Test
  void leaveOutIdsAndChainedOperators() throws IOException {
    assertThat(
            logged(
                "decode -> rules -> filter (1/2)#3 (0a1b_2c_3_4) switched from RUNNING to FAILED"
                    + " with failure cause:",
                new IllegalStateException("gone")))
        .endsWith(
            " engine - decode (1/2)#3 switched from RUNNING to FAILED with failure cause:"
                + " java.lang.IllegalStateException: gone"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @EnumSource(
      value = CheckpointFailureReason.class,
      names = {
        "CHECKPOINT_DECLINED_TASK_CLOSING",
        "CHECKPOINT_DECLINED_TASK_NOT_READY",
        "CHECKPOINT_COORDINATOR_SHUTDOWN",
        "PERIODIC_SCHEDULER_SHUTDOWN"
      })
  void leaveOutCheckpointsThatAreGivenUpWhenTheJobEnds(CheckpointFailureReason reason)
      throws IOException {
    assertThat(logged(FAILED, new CheckpointException("weighing (2/2)#0", reason))).isEmpty();
  }
}
