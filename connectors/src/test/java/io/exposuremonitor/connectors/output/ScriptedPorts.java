package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** A stream and a bucket that answer when and how a test scripts it. */
final class ScriptedPorts {
  static final Reply DELIVERED = new Reply(Reply.Outcome.DELIVERED, "put", null);
  static final Reply FAILED = new Reply(Reply.Outcome.RETRY, "Throttled", null);

  /** What happens to one record or object. */
  enum Fate {
    TAKEN,
    FAILED,
    /** Taken, but the answer is that it failed. */
    TAKEN_UNKNOWN
  }

  private ScriptedPorts() {}

  /** Withholds its answer until {@link #answer} is called. */
  static final class Stream implements RecordPort {
    final List<Line> taken = new ArrayList<>();
    final List<List<Line>> calls = new ArrayList<>();
    private final Supplier<Fate> fates;
    private CompletableFuture<List<Reply>> open = CompletableFuture.completedFuture(List.of());

    Stream(Supplier<Fate> fates) {
      this.fates = fates;
    }

    @Override
    public CompletableFuture<List<Reply>> put(List<Line> lines) {
      calls.add(lines);
      open = new CompletableFuture<>();
      return open;
    }

    /** Answers the pending call. */
    void answer() {
      if (open.isDone()) {
        return;
      }
      List<Reply> replies = new ArrayList<>();
      for (Line line : calls.get(calls.size() - 1)) {
        Fate fate = fates.get();
        if (fate != Fate.FAILED) {
          taken.add(line);
        }
        replies.add(fate == Fate.TAKEN ? DELIVERED : FAILED);
      }
      open.complete(replies);
    }

    @Override
    public void close() {}
  }

  /** Withholds its answer until {@link #answer} is called. */
  static final class Bucket implements ObjectPort {
    final Map<String, byte[]> objects = new LinkedHashMap<>();
    int calls;
    private final Supplier<Fate> fates;
    private String name = "";
    private byte[] bytes = {};
    private CompletableFuture<Reply> open = CompletableFuture.completedFuture(DELIVERED);

    Bucket(Supplier<Fate> fates) {
      this.fates = fates;
    }

    @Override
    public CompletableFuture<Reply> put(String object, byte[] content) {
      calls++;
      name = object;
      bytes = content;
      open = new CompletableFuture<>();
      return open;
    }

    void answer() {
      if (open.isDone()) {
        return;
      }
      Fate fate = fates.get();
      if (fate != Fate.FAILED) {
        byte[] before = objects.put(name, bytes);
        if (before != null && !java.util.Arrays.equals(before, bytes)) {
          throw new AssertionError(name + " was written over by something else");
        }
      }
      open.complete(fate == Fate.TAKEN ? DELIVERED : FAILED);
    }

    /** All lines of all objects. */
    List<String> lines() {
      return objects.values().stream().flatMap(object -> unzipped(object).lines()).toList();
    }

    @Override
    public void close() {}
  }

  /** A stream or bucket that answers each call at once, with the next reply or else a delivery. */
  static final class Answering implements RecordPort, ObjectPort {
    final Deque<Reply> replies = new ArrayDeque<>();
    int calls;
    boolean closed;

    /** Fails this many times, however long it takes. */
    void failTimes(int times) {
      replies.addAll(Collections.nCopies(times, FAILED));
    }

    /** Asks once to wait. */
    void askForPause(Duration pause) {
      replies.add(new Reply(Reply.Outcome.RETRY, "Throttled", pause));
    }

    private Reply next() {
      return replies.isEmpty() ? DELIVERED : replies.removeFirst();
    }

    @Override
    public CompletableFuture<List<Reply>> put(List<Line> lines) {
      calls++;
      return CompletableFuture.completedFuture(lines.stream().map(line -> next()).toList());
    }

    @Override
    public CompletableFuture<Reply> put(String name, byte[] bytes) {
      calls++;
      return CompletableFuture.completedFuture(next());
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static String unzipped(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }
}
