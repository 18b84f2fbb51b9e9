package io.exposuremonitor.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileFormatTest {
  private final WholeFileFormat<String> format = new WholeFileFormat<>(new Lines(), Types.STRING);

  @TempDir Path folder;

  @Test
  void readsFileToItsEnd() throws IOException {
    assertThat(elements(format.createReader(new Configuration(), split("a\nb\nc", null))))
        .containsExactly("a", "b", "c");
  }

  @Test
  void resumesAfterCheckpointedPosition() throws IOException {
    BulkFormat.Reader<String> reader =
        format.createReader(new Configuration(), split("a\nb\nc", null));
    RecordAndPosition<String> first = reader.readBatch().next();
    CheckpointedPosition position =
        new CheckpointedPosition(first.getOffset(), first.getRecordSkipCount());

    assertThat(elements(format.restoreReader(new Configuration(), split("a\nb\nc", position))))
        .containsExactly("b", "c");
  }

  @Test
  void reportsMissingFile() throws IOException {
    FileGroupSplit gone = split("x", null);
    Files.delete(Path.of(gone.path().getPath()));

    assertThat(elements(format.createReader(new Configuration(), gone)))
        .singleElement()
        .asString()
        .startsWith("unreadable");
  }

  @Test
  void keepsElementsBeforeTruncation() throws IOException {
    assertThat(elements(format.createReader(new Configuration(), split("a\nBREAK\nc", null))))
        .containsExactly("a", "unreadable: broke off");
  }

  @Test
  void readsFilesOfGroupInOrder() throws IOException {
    List<String> elements = elements(format.createReader(new Configuration(), group(null)));

    assertThat(elements).hasSize(5);
    assertThat(elements.subList(0, 2)).containsExactly("a", "b");
    assertThat(elements.get(2)).startsWith("unreadable");
    assertThat(elements.subList(3, 5)).containsExactly("c", "d");
  }

  @Test
  void resumesWithinGroup() throws IOException {
    CheckpointedPosition fourth = new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 4);

    assertThat(elements(format.restoreReader(new Configuration(), group(fourth))))
        .containsExactly("d");
  }

  @Test
  void isNotSplittable() {
    assertThat(format.isSplittable()).isFalse();
  }

  private FileGroupSplit split(String text, CheckpointedPosition position) throws IOException {
    Path file = Files.writeString(folder.resolve("file.txt"), text);
    return new FileGroupSplit("id", List.of(engines(file)), Files.size(file), position);
  }

  private static org.apache.flink.core.fs.Path engines(Path file) {
    return new org.apache.flink.core.fs.Path(file.toUri());
  }

  private FileGroupSplit group(CheckpointedPosition position) throws IOException {
    Path first = Files.writeString(folder.resolve("1.txt"), "a\nb");
    Path empty = Files.writeString(folder.resolve("2.txt"), "");
    Path gone = folder.resolve("3.txt");
    Path last = Files.writeString(folder.resolve("4.txt"), "c\nd");
    return new FileGroupSplit(
        "id", List.of(engines(first), engines(empty), engines(gone), engines(last)), 6, position);
  }

  private static List<String> elements(BulkFormat.Reader<String> reader) throws IOException {
    List<String> all = new ArrayList<>();
    try (reader) {
      BulkFormat.RecordIterator<String> batch;
      while ((batch = reader.readBatch()) != null) {
        RecordAndPosition<String> element;
        while ((element = batch.next()) != null) {
          all.add(element.getRecord());
        }
      }
    }
    return all;
  }

  /** A line is an element; the line BREAK fails. */
  private static final class Lines implements FileDecoder<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public Elements<String> open(String path, InputStream bytes) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, UTF_8));
      return new Elements<>() {
        @Override
        public String next() throws IOException {
          String line = lines.readLine();
          if ("BREAK".equals(line)) {
            throw new EOFException("broke off");
          }
          return line;
        }

        @Override
        public void close() throws IOException {
          lines.close();
        }
      };
    }

    @Override
    public String unreadable(String path, IOException error) {
      return "unreadable: " + error.getMessage();
    }
  }
}
