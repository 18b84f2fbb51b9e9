package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/** Converts failures of calls into the port's exceptions. */
final class FailureTranslator {
  private final KinesisCalls calls;

  FailureTranslator(KinesisCalls calls) {
    this.calls = calls;
  }

  /** The exception for a failed call on a stream. */
  StreamException translate(Throwable failure, String arn) {
    return KinesisErrors.of(failure, arn);
  }

  /**
   * The exception for a failed call on a shard. The service reports "resource not found" for
   * streams, shards and consumers alike, and its message is no contract; therefore a query
   * determines which of them is missing.
   *
   * @param consumer ARN of the consumer, when the call named one
   */
  StreamException translate(Throwable failure, ShardKey shard, @Nullable String consumer) {
    Throwable cause = KinesisErrors.unwrap(failure);
    return cause instanceof ResourceNotFoundException
        ? missing(cause, shard, consumer)
        : translate(cause, shard.stream());
  }

  private StreamException missing(Throwable cause, ShardKey shard, @Nullable String consumer) {
    String code = KinesisErrors.code(cause) + ": ";
    try {
      if (isMissing(() -> calls.describe(shard.stream()))) {
        return new StreamException(Kind.GONE, code + shard.stream() + " does not exist", cause);
      }
      var horizon = StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
      if (isMissing(() -> calls.iterator(shard, horizon))) {
        return new StreamException(Kind.GONE, code + shard + " is no longer kept", cause);
      }
    } catch (SdkException e) {
      return translate(e, shard.stream());
    }
    return consumer == null
        ? new StreamException(Kind.RETRYABLE, code + shard + " is found again", cause)
        : new StreamException(Kind.PERMANENT, code + consumer + " is not registered", cause);
  }

  private static boolean isMissing(Runnable call) {
    try {
      call.run();
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }
}
