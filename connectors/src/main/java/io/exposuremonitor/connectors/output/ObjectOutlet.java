package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.alert.RetryAfter;
import io.exposuremonitor.connectors.failure.Backoff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a bucket or folder, exactly once. The lines of a part, such as an hour, that came
 * between two checkpoints form one object. A checkpoint seals the objects and stores them with
 * their names; when it is complete they are written, and after a crash they are written again under
 * the same names with the same bytes. So a bucket holds complete objects only, none of them for a
 * checkpoint that failed, and an outage of the bucket costs only memory.
 *
 * <p>Without checkpoints, lines that have waited for a minute are written, at least once; so are
 * those that exceed {@link #FULL_BYTES} before a checkpoint completes.
 */
public final class ObjectOutlet implements Outlet {
  /** Lines are sealed at this number of characters, without waiting for a checkpoint. */
  static final int MAX_CHARACTERS = 8 * 1024 * 1024;

  /** Size of the waiting sealed objects at which no more lines should be added. */
  static final long FULL_BYTES = 16L * 1024 * 1024;

  private static final Duration WITHOUT_CHECKPOINTS = Duration.ofMinutes(1);
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private static final long UNSAVED = Long.MAX_VALUE;
  private static final long ALWAYS_SAVED = Long.MIN_VALUE;

  private final ObjectPort port;
  private final Naming naming;
  private final boolean checkpoints;
  private final RandomGenerator random;
  private final Listener listener;
  private final Map<String, StringBuilder> parts = new TreeMap<>();
  private final Map<String, Sealed> sealed = new LinkedHashMap<>();
  private long number;
  private long saved = ALWAYS_SAVED;
  private long characters;
  private long sealedBytes;
  private long oldest = Long.MAX_VALUE;
  private @Nullable String sent;
  private @Nullable CompletableFuture<Reply> inFlight;
  private int failures;
  private long notBefore = Long.MIN_VALUE;

  /** How lines are divided into objects. */
  public enum Layout {
    /** By hour of their time, in UTC, gzip: {@code date=2026-11-26/hour=17/….jsonl.gz}. */
    HOURS("'date='yyyy-MM-dd'/hour='HH", ".jsonl.gz"),
    /** By the day on which they are written, in UTC: {@code 2026-11-26/….jsonl}. */
    DAYS("yyyy-MM-dd", ".jsonl");

    private final DateTimeFormatter part;
    private final String suffix;

    Layout(String part, String suffix) {
      this.part = DateTimeFormatter.ofPattern(part, Locale.ROOT).withZone(ZoneOffset.UTC);
      this.suffix = suffix;
    }

    private String part(Line line, long now) {
      return part.format(Instant.ofEpochMilli(this == HOURS ? line.time() : now));
    }

    private byte[] bytes(CharSequence lines) {
      byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
      return this == HOURS ? gzip(text) : text;
    }
  }

  /**
   * Naming of objects: {@code PREFIXPART/NAME-RUN-NUMBER.jsonl}.
   *
   * @param layout determines the part and the format
   * @param prefix empty, or ending with a slash
   * @param name of the content
   * @param run distinguishes each run from all others, so that nothing is ever overwritten
   */
  public record Naming(Layout layout, String prefix, String name, String run) {
    private String object(String part, long number) {
      return prefix + part + '/' + name + '-' + run + '-' + number + layout.suffix;
    }
  }

  /** An object, and the checkpoint that holds it. */
  private record Sealed(byte[] bytes, long savedIn) {}

  /**
   * @param port closed with this outlet
   * @param checkpoints false when the job takes none
   * @param random for jitter
   */
  public ObjectOutlet(
      ObjectPort port,
      Naming naming,
      boolean checkpoints,
      RandomGenerator random,
      Listener listener) {
    this.port = port;
    this.naming = naming;
    this.checkpoints = checkpoints;
    this.random = random;
    this.listener = listener;
  }

  @Override
  public void add(Line line, long now) {
    String part = naming.layout().part(line, now);
    parts.computeIfAbsent(part, any -> new StringBuilder()).append(line.text()).append('\n');
    characters += line.text().length() + 1;
    oldest = Math.min(oldest, now);
    if (characters >= MAX_CHARACTERS) {
      sealAll();
    }
  }

  private void seal(String part, CharSequence lines) {
    put(
        naming.object(part, number++),
        new Sealed(naming.layout().bytes(lines), checkpoints ? UNSAVED : ALWAYS_SAVED));
  }

  private void put(String object, Sealed bytes) {
    sealed.put(object, bytes);
    sealedBytes += bytes.bytes().length;
  }

  private void sealAll() {
    parts.forEach(this::seal);
    parts.clear();
    characters = 0;
    oldest = Long.MAX_VALUE;
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array can be written to", impossible);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean isFull() {
    return sealedBytes >= FULL_BYTES;
  }

  /** What is full does not wait for a checkpoint: its task may be blocked, and prevent one. */
  private boolean mayBeWritten(Sealed object) {
    return object.savedIn() <= saved || isFull();
  }

  @Override
  public int waiting() {
    return sealed.size() + parts.size();
  }

  @Override
  public void tick(long now) {
    settle(now);
    if (!checkpoints && oldest <= now - WITHOUT_CHECKPOINTS.toMillis()) {
      sealAll();
    }
    if (inFlight != null || RetryAfter.isPaused(notBefore, now)) {
      return;
    }
    for (Map.Entry<String, Sealed> object : sealed.entrySet()) {
      if (mayBeWritten(object.getValue())) {
        sent = object.getKey();
        inFlight = port.put(object.getKey(), object.getValue().bytes());
        return;
      }
    }
  }

  private void settle(long now) {
    CompletableFuture<Reply> done = inFlight;
    String object = sent;
    if (done == null || object == null || !done.isDone()) {
      return;
    }
    inFlight = null;
    Reply reply = done.join();
    if (reply.outcome() == Reply.Outcome.DELIVERED) {
      Sealed written = sealed.remove(object);
      sealedBytes -= written == null ? 0 : written.bytes().length;
      failures = 0;
      listener.delivered(1);
      return;
    }
    failures++;
    listener.retried(reply.detail());
    Duration asked = reply.pause();
    notBefore = now + (asked == null ? PAUSES.pause(failures, random) : asked).toMillis();
  }

  @Override
  public List<Shipment> snapshot(long checkpoint) {
    sealAll();
    sealed.replaceAll(
        (name, object) ->
            object.savedIn() == UNSAVED ? new Sealed(object.bytes(), checkpoint) : object);
    return sealed.entrySet().stream()
        .map(
            object -> new Shipment(Shipment.VERSION, object.getKey(), 0, object.getValue().bytes()))
        .toList();
  }

  @Override
  public void saved(long checkpoint) {
    saved = Math.max(saved, checkpoint);
  }

  @Override
  public void release() {
    sealAll();
    saved = Long.MAX_VALUE;
  }

  @Override
  public void restore(Shipment stored) {
    put(stored.name(), new Sealed(stored.bytes(), ALWAYS_SAVED));
  }

  @Override
  public void close() {
    port.close();
  }
}
