package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.dynamodbstreams.StreamsErrors;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes calls at the permitted rate, and handles their failures. For one thread. */
final class PacedCalls {
  private final TokenBucket budget;
  private final InventoryMetrics metrics;
  private final FailureLog failures = new FailureLog(LoggerFactory.getLogger(PacedCalls.class));
  private List<String> unknown = new ArrayList<>();

  PacedCalls(TokenBucket budget, InventoryMetrics metrics) {
    this.budget = budget;
    this.metrics = metrics;
  }

  /**
   * Makes a call.
   *
   * @param name of the call, such as {@code DescribeTable}
   * @param of the subject of the call
   * @param call may return null when the answer lacks the requested part
   * @return the answer, or null when the call was refused or failed, which is counted and logged.
   *     An unexpected exception, such as for an answer of an unknown form, counts as a failure,
   *     too: an inventory must not end detection. The log names the exception's class, not its
   *     message, which may quote the answer
   */
  <T> @Nullable T ask(String name, String of, Supplier<T> call) throws InterruptedException {
    budget.take();
    try {
      T answer = StreamsErrors.translate(of, call);
      if (answer == null) {
        failed(name, "the answer about " + of + " is incomplete");
      }
      return answer;
    } catch (RuntimeException e) {
      failed(name, e.getClass().getName() + " about " + of);
      return null;
    } catch (StreamException e) {
      unknown.add(name);
      if (e.kind() == Kind.DENIED) {
        metrics.denied.inc();
      } else if (e.kind() != Kind.GONE) {
        metrics.failed.inc();
      }
      if (e.kind() != Kind.GONE) {
        failures.failed(name + ": " + e.getMessage());
      }
      return null;
    }
  }

  private void failed(String name, String why) {
    unknown.add(name);
    metrics.failed.inc();
    failures.failed(name + ": " + why);
  }

  /** Returns the names of the calls without an answer since the last time. */
  List<String> unknown() {
    List<String> names = unknown;
    unknown = new ArrayList<>();
    return names;
  }
}
