package io.exposuremonitor.job.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.ocsf.OcsfFindingWriter;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The records of a trail's folder, and other ways to store them. */
final class StoredRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OcsfFindingWriter OCSF = new OcsfFindingWriter("test");

  private StoredRecords() {}

  static ReplayResult replay(Path folder, int parallelism) throws Exception {
    return replay(folder, parallelism, MonitorSettings.defaults(Episodes.Reporting.FINAL));
  }

  static ReplayResult replay(Path folder, int parallelism, MonitorSettings settings)
      throws Exception {
    return new Replay(settings, parallelism, (done, total, records) -> {}).run(List.of(folder));
  }

  static List<String> ocsf(ReplayResult result) {
    return result.findings().stream().map((Finding finding) -> OCSF.line(finding)).toList();
  }

  /** Every record below a trail's folder, as JSON on one line. */
  static List<String> readAll(Path folder) throws IOException {
    List<String> records = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          for (JsonNode record : JSON.readTree(in).get("Records")) {
            records.add(record.toString());
          }
        }
      }
    }
    return records;
  }

  /** Each record twice, in a random order, over files of three sizes and four envelopes. */
  static void writeShuffledTwice(List<String> records, long seed, Path folder) throws IOException {
    List<String> twice = new ArrayList<>(records);
    twice.addAll(records);
    Collections.shuffle(twice, new Random(seed));
    int from = 0;
    for (int file = 0; from < twice.size(); file++) {
      int to = Math.min(twice.size(), from + List.of(50, 700, 2_500).get(file % 3));
      write(twice.subList(from, to), file, folder);
      from = to;
    }
  }

  private static void write(List<String> records, int file, Path folder) throws IOException {
    switch (file % 4) {
      case 0 -> Files.writeString(folder.resolve(file + ".jsonl"), String.join("\n", records));
      case 1 ->
          Files.writeString(folder.resolve(file + ".json"), "[" + String.join(",", records) + "]");
      case 2 -> Files.write(folder.resolve(file + ".gz"), gzip(String.join("\n", records)));
      default ->
          Files.write(
              folder.resolve(file + ".json.gz"),
              gzip("{\"Records\":[" + String.join(",", records) + "]}"));
    }
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
