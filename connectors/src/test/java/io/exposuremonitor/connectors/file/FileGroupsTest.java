package io.exposuremonitor.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupsTest {
  private static final org.apache.flink.core.fs.Path ONE =
      new org.apache.flink.core.fs.Path("file:/logs/1.json.gz");
  private static final org.apache.flink.core.fs.Path TWO =
      new org.apache.flink.core.fs.Path("file:/logs/2 %.json.gz");

  @TempDir Path folder;

  @Test
  void groupsSmallFilesCompletely() throws IOException {
    List<org.apache.flink.core.fs.Path> files = files(1_000, 100);

    List<FileGroupSplit> groups = groups(files, 2);

    assertThat(groups).hasSizeBetween(16, 64);
    assertThat(groups.stream().flatMap(group -> group.files().stream()))
        .containsExactlyElementsOf(files);
    assertThat(groups).extracting(FileSourceSplit::splitId).doesNotHaveDuplicates();
    assertThat(groups.stream().mapToLong(FileSourceSplit::length).sum()).isEqualTo(100_000);
  }

  @Test
  void doesNotGroupFewFiles() throws IOException {
    assertThat(groups(files(5, 100), 2)).allSatisfy(group -> assertThat(group.files()).hasSize(1));
  }

  @Test
  void keepsMissingFileForTheReaderToReport() throws IOException {
    assertThat(groups(List.of(ONE), 1))
        .singleElement()
        .satisfies(group -> assertThat(group.files()).containsExactly(ONE));
  }

  @Test
  void serializesFilesAndPosition() throws IOException {
    FileGroupSplitSerializer serializer = new FileGroupSplitSerializer();
    FileGroupSplit split =
        new FileGroupSplit("7", List.of(ONE, TWO), 99, new CheckpointedPosition(-1, 3));

    FileGroupSplit read = serializer.deserialize(1, serializer.serialize(split));

    assertThat(read.splitId()).isEqualTo("7");
    assertThat(read.files()).containsExactly(ONE, TWO);
    assertThat(read.length()).isEqualTo(99);
    assertThat(read.getReaderPosition()).isEqualTo(split.getReaderPosition());
  }

  @Test
  void readsVersionOneFormat() throws IOException {
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "000137"
                    + "0000000000000063"
                    + "00000001"
                    + "001466696c653a2f6c6f67732f312e6a736f6e2e677a"
                    + "00");

    FileGroupSplit read = new FileGroupSplitSerializer().deserialize(1, golden);

    assertThat(read.files()).containsExactly(ONE);
    assertThat(read.length()).isEqualTo(99);
    assertThat(read.getReaderPosition()).isEmpty();
  }

  private static List<FileGroupSplit> groups(
      List<org.apache.flink.core.fs.Path> files, int subtasks) throws IOException {
    return new FileGroups()
        .enumerateSplits(files.toArray(new org.apache.flink.core.fs.Path[0]), subtasks).stream()
            .map(FileGroupSplit.class::cast)
            .toList();
  }

  private List<org.apache.flink.core.fs.Path> files(int count, int bytes) throws IOException {
    List<org.apache.flink.core.fs.Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = Files.write(folder.resolve(i + ".txt"), new byte[bytes]);
      files.add(new org.apache.flink.core.fs.Path(file.toUri()));
    }
    return files;
  }
}
