package io.exposuremonitor.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes the records of a corpus to the readers of a job, round after round, as fast as they take
 * them, until it is stopped. Each reader takes every n-th record, so that event time advances
 * equally for all.
 *
 * <p>The job runs in this process, but its source is serialised on its way to the readers; the copy
 * holds the feed's {@link #id}, by which {@link #find} returns the feed.
 */
public final class RecordFeed implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong();
  private static final Map<Long, RecordFeed> OPEN = new ConcurrentHashMap<>();

  private final long id = IDS.incrementAndGet();
  private final Corpus corpus;
  private final Pace pace;
  private final List<Reader> readers = new ArrayList<>();
  private volatile State state = State.RUNNING;

  private enum State {
    RUNNING,
    PAUSED,
    STOPPED
  }

  /**
   * Opens a feed of a backlog.
   *
   * @param corpus the records
   * @param readers number of readers, at least 1
   */
  public RecordFeed(Corpus corpus, int readers) {
    this(corpus, readers, Pace.BACKLOG);
  }

  /**
   * Opens a feed.
   *
   * @param corpus the records
   * @param readers number of readers, at least 1
   * @param pace how event time passes
   */
  RecordFeed(Corpus corpus, int readers, Pace pace) {
    this.corpus = corpus;
    this.pace = pace;
    for (int i = 0; i < readers; i++) {
      this.readers.add(new Reader(this, i));
    }
    OPEN.put(id, this);
  }

  /**
   * An open feed of this process.
   *
   * @throws IllegalArgumentException when there is none with this id
   */
  public static RecordFeed find(long id) {
    RecordFeed feed = OPEN.get(id);
    if (feed == null) {
      throw new IllegalArgumentException("no open feed " + id);
    }
    return feed;
  }

  public long id() {
    return id;
  }

  /** The number of readers. */
  public int parallelism() {
    return readers.size();
  }

  /** A reader, by its number from 0 to {@link #parallelism()}, exclusive; for one thread only. */
  public Reader reader(int number) {
    return readers.get(number);
  }

  /** The number of records taken so far. */
  public long taken() {
    return readers.stream().mapToLong(reader -> reader.published.get()).sum();
  }

  /** Mean length of a record in bytes. */
  double meanLength() {
    return (double) corpus.bytes() / corpus.size();
  }

  /** Pauses all readers until the feed is resumed or stopped. */
  void pause() {
    change(State.PAUSED);
  }

  /** Resumes paused readers. */
  void resume() {
    change(State.RUNNING);
  }

  /** Ends all readers, for good. */
  public void stop() {
    change(State.STOPPED);
  }

  private synchronized void change(State next) {
    if (state != State.STOPPED) {
      state = next;
      notifyAll();
    }
  }

  /** True once readers must end. */
  public boolean isStopped() {
    return state == State.STOPPED;
  }

  /**
   * Waits while the feed is paused; false when it was stopped, or the reader's thread was
   * interrupted.
   */
  private synchronized boolean awaitResumed() {
    try {
      while (state == State.PAUSED) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return state == State.RUNNING;
  }

  @Override
  public void close() {
    stop();
    OPEN.remove(id);
  }

  /** One reader's share. Not thread-safe, except for what it reports to the feed. */
  public static final class Reader {
    private final RecordFeed feed;
    private final byte[] buffer;
    private final AtomicLong published = new AtomicLong();
    private long taken;
    private int index;
    private int round;
    private int length;

    private Reader(RecordFeed feed, int number) {
      this.feed = feed;
      this.index = number;
      this.buffer = new byte[feed.corpus.longest()];
    }

    /** Moves to the next record, waiting while the feed is paused; false when it was stopped. */
    public boolean next() {
      if (feed.state != State.RUNNING && !feed.awaitResumed()) {
        return false;
      }
      while (index >= feed.corpus.size()) {
        index -= feed.corpus.size();
        round++;
      }
      long second = feed.pace.second(feed.corpus, index, round);
      length = feed.corpus.copy(index, round, second, buffer);
      index += feed.parallelism();
      published.lazySet(++taken);
      return true;
    }

    /** The array that holds the record at its start, until the next record is taken. */
    public byte[] buffer() {
      return buffer;
    }

    /** Length of the record. */
    public int length() {
      return length;
    }
  }
}
