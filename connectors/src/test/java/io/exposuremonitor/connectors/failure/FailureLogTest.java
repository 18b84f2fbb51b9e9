package io.exposuremonitor.connectors.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import software.amazon.awssdk.core.exception.AbortedException;

class FailureLogTest {
  private final List<String> lines = new ArrayList<>();
  private long now = -5;
  private final FailureLog failures = new FailureLog(new Lines(lines), () -> now);

  @Test
  void logsRepeatedFailuresIncreasinglyRarely() {
    for (int i = 0; i < 150; i++) {
      failures.failed("AccessDeniedException: arn:aws:x");
    }
    failures.failed("ThrottlingException: arn:aws:x");

    assertThat(lines)
        .containsExactly(
            "AccessDeniedException: arn:aws:x; tried again",
            "AccessDeniedException: arn:aws:x; for the 10th time, tried again",
            "AccessDeniedException: arn:aws:x; for the 100th time, tried again",
            "ThrottlingException: arn:aws:x; tried again");
  }

  @Test
  void logsTenFailuresAMinuteHoweverManyShardsFail() {
    for (int i = 0; i < 1_000; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(50);
      failures.failed("InternalServerError: shard " + i);
    }
    assertThat(lines).hasSize(FailureLog.LINES_A_MINUTE);

    now += TimeUnit.SECONDS.toNanos(10);
    failures.failed("InternalServerError: shard 0");
    now += TimeUnit.MINUTES.toNanos(1);
    failures.failed("InternalServerError: shard 1");
    assertThat(lines.subList(FailureLog.LINES_A_MINUTE, lines.size()))
        .containsExactly(
            "990 further failures were not logged",
            "InternalServerError: shard 0; tried again",
            "InternalServerError: shard 1; tried again");
  }

  @Test
  void logsFailureWithoutMessage() {
    failures.failed(null);

    assertThat(lines).containsExactly("null; tried again");
  }

  @Test
  void omitsCallsAbortedByTheEndOfTheTask() {
    failures.failedBy(new IllegalStateException("broken off", AbortedException.create("ends")));
    failures.failedBy(new IllegalStateException("no answer", new IOException("reset")));

    assertThat(lines).containsExactly("no answer; tried again");
  }

  /** Records the logged lines. */
  private static final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Logger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      lines.add(MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return false;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
