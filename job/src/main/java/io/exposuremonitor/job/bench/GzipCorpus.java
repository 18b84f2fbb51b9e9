package io.exposuremonitor.job.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** A corpus as log files on disk. Whoever owns the folder deletes them. */
final class GzipCorpus {
  private static final int RECORDS_PER_FILE = 5_000;

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final long events;
  private final long bytes;

  /**
   * Writes the files.
   *
   * @param rounds how often the corpus is written, each time later
   * @param folder a folder without files
   * @throws IOException when they can't be written; others may be written for a while yet
   */
  GzipCorpus(Corpus corpus, int rounds, Path folder) throws IOException {
    this.folder = folder;
    int perRound = (corpus.size() + RECORDS_PER_FILE - 1) / RECORDS_PER_FILE;
    for (int i = 0; i < rounds * perRound; i++) {
      files.add(folder.resolve("111122223333_CloudTrail_eu-central-1_" + i + ".json.gz"));
    }
    try {
      IntStream.range(0, files.size())
          .parallel()
          .forEach(i -> write(corpus, i / perRound, i % perRound, files.get(i)));
    } catch (UncheckedIOException unwritten) {
      throw unwritten.getCause();
    }
    events = (long) corpus.size() * rounds;
    bytes = corpus.bytes() * rounds;
  }

  private static void write(Corpus corpus, int round, int part, Path file) {
    byte[] buffer = new byte[corpus.longest()];
    int end = Math.min(corpus.size(), (part + 1) * RECORDS_PER_FILE);
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), 1 << 16)) {
      out.write("{\"Records\":[".getBytes(StandardCharsets.US_ASCII));
      for (int i = part * RECORDS_PER_FILE; i < end; i++) {
        if (i > part * RECORDS_PER_FILE) {
          out.write(',');
        }
        out.write(buffer, 0, corpus.copy(i, round, buffer));
      }
      out.write("]}".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  List<Path> files() {
    return files;
  }

  /** Records in all files. */
  long events() {
    return events;
  }

  /** Length of all records before compression. */
  long bytes() {
    return bytes;
  }
}
