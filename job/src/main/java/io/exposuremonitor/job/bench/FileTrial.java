package io.exposuremonitor.job.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** Processes compressed log files one after the other, on one thread. */
final class FileTrial implements Trial {
  /** The work on one file. */
  @FunctionalInterface
  interface FileWork {
    /**
     * Inflates a file and reads it to its end.
     *
     * @throws IOException when it can't be read
     */
    void on(InputStream file) throws IOException;
  }

  private final String name;
  private final GzipCorpus corpus;
  private final FileWork work;
  private int next;

  FileTrial(String name, GzipCorpus corpus, FileWork work) {
    this.name = name;
    this.corpus = corpus;
    this.work = work;
  }

  /** A trial that only inflates. */
  static FileTrial inflating(String name, GzipCorpus corpus) {
    byte[] buffer = new byte[1 << 16];
    return new FileTrial(
        name,
        corpus,
        file -> {
          InputStream inflated = new GZIPInputStream(file, 1 << 16);
          int length;
          do {
            length = inflated.read(buffer);
          } while (length >= 0);
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(Duration time) throws IOException {
    int files = 0;
    Stopwatch watch = new Stopwatch();
    do {
      Path file = corpus.files().get(next);
      try (InputStream in = Files.newInputStream(file)) {
        work.on(in);
      }
      files++;
      next = next + 1 == corpus.files().size() ? 0 : next + 1;
    } while (watch.wallNanos() < time.toNanos());
    double share = (double) files / corpus.files().size();
    return watch.sample(Math.round(share * corpus.events()), Math.round(share * corpus.bytes()));
  }
}
