package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.TransferException.Kind;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.CoverageGap.Cause;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object to its end, on one thread.
 *
 * <p>Steps: (1) the object is opened at its beginning; (2) as many elements are decoded and dropped
 * as were emitted before; (3) it is read element by element; (4) when the connection breaks, it is
 * read from (1) again, in the same content. Reading ends at the object's end, or with one element
 * that reports the reason: a gap when the object can't be fetched, else the decoder's element for
 * broken content. An object that can't be opened gives up its thread for a while: its bucket may be
 * unreachable or forbidden, and other objects need not wait for it.
 *
 * @param <T> the element
 */
final class ObjectReading<T> implements AutoCloseable {
  private final ObjectStore store;
  private final ObjectDecoder<T> decoder;
  private final ObjectReaderMetrics metrics;
  private final Patience patience;
  private final String splitId;
  private ObjectRef object;
  private @Nullable ObjectPass<T> pass;
  private long emitted;
  private int failures;
  private int inVain;
  private boolean ended;
  private @Nullable ReadTask later;

  ObjectReading(
      ReadTask task,
      ObjectStore store,
      ObjectDecoder<T> decoder,
      ObjectReaderMetrics metrics,
      Patience patience) {
    this.splitId = task.splitId();
    this.object = task.rest().object();
    this.emitted = task.rest().emitted();
    this.failures = task.failures();
    this.inVain = task.inVain();
    this.store = store;
    this.decoder = decoder;
    this.metrics = metrics;
    this.patience = patience;
  }

  /**
   * How failures are handled.
   *
   * @param attempts maximum number of attempts on an object that is denied, or breaks off without a
   *     new element
   * @param openings maximum number of consecutive attempts to open an object
   * @param pause waits after the connection broke off
   */
  record Patience(int attempts, int openings, Pause pause) {
    /** Waits before a retry. */
    @FunctionalInterface
    interface Pause {
      /**
       * @param failures number of consecutive failures
       */
      void after(int failures) throws InterruptedException;
    }
  }

  /** The next element that was not emitted before, or null at the end of this task. */
  @Nullable ObjectElement<T> next() throws InterruptedException {
    while (!ended && later == null) {
      ObjectElement<T> element;
      try {
        element = step();
      } catch (TransferException e) {
        element = tryAgain(e);
      } catch (IOException e) {
        element = unreadable(e);
      }
      if (element != null) {
        return element;
      }
    }
    return null;
  }

  /** After the last element: the task in which to continue, or null when the object is finished. */
  @Nullable ReadTask later() {
    return later;
  }

  private @Nullable ObjectElement<T> step() throws IOException {
    ObjectPass<T> current = pass;
    if (current == null) {
      current = ObjectPass.open(object, store, decoder, metrics.bytesIn::inc);
      pass = current;
      if (current.eTag() != null) {
        object = object.withETag(current.eTag());
      }
    }
    T value = current.next();
    if (value == null) {
      ended = true;
      metrics.objectsRead.inc();
      return null;
    }
    return current.position() > emitted ? handOut(value, current.position()) : null;
  }

  private ObjectElement<T> handOut(T value, long position) {
    failures = 0;
    inVain = 0;
    emitted = position;
    long bytes = pass == null ? 0 : pass.takeBytes();
    return new ObjectElement<>(value, position, object.eTag(), bytes);
  }

  /** Waits, postpones the object, or gives up. */
  private @Nullable ObjectElement<T> tryAgain(TransferException e) throws InterruptedException {
    boolean opened = pass != null;
    boolean outOfReach = e.kind() == Kind.RETRYABLE && !opened;
    if (!outOfReach) {
      inVain++;
    }
    failures++;
    close();
    if (e.kind() == Kind.MISSING
        || inVain >= patience.attempts()
        || (outOfReach && failures >= patience.openings())) {
      return gap(e, opened && e.kind() == Kind.RETRYABLE);
    }
    metrics.retriedCalls.inc();
    if (opened) {
      patience.pause().after(failures);
    } else {
      later = new ReadTask(splitId, new ObjectSplit(object, emitted), failures, inVain);
    }
    return null;
  }

  private ObjectElement<T> gap(TransferException e, boolean brokeOff) {
    ended = true;
    (brokeOff ? metrics.unreadableObjects : metrics.missingObjects).inc();
    Cause cause = brokeOff ? Cause.OBJECT_UNREADABLE : Cause.OBJECT_MISSING;
    String detail = "not read to its end: " + e.getMessage();
    return handOut(
        decoder.gap(new CoverageGap(cause, object.bucket(), object.key(), 0, 0, detail)),
        emitted + 1);
  }

  private @Nullable ObjectElement<T> unreadable(IOException e) {
    ended = true;
    metrics.unreadableObjects.inc();
    long position = pass == null ? 1 : pass.position() + 1;
    return position > emitted ? handOut(decoder.unreadable(object.path(), e), position) : null;
  }

  /** Closes the connection. */
  @Override
  public void close() {
    ObjectPass<T> current = pass;
    pass = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException ignored) {
        // The decoder has emitted everything; a failure to close doesn't matter.
      }
    }
  }
}
