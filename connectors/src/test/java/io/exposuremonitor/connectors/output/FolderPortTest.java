package io.exposuremonitor.connectors.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.alert.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderPortTest {
  private static final String NAME = "2026-11-30/findings-1.jsonl";

  @TempDir private Path root;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Reply put(String folder, String text) throws IOException {
    try (FolderPort port = new FolderPort(folder)) {
      return port.put(NAME, bytes(text)).join();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(f -> root.relativize(f).toString()).toList();
    }
  }

  /** The second is a file system as a bucket is one: distributed. */
  @ParameterizedTest
  @ValueSource(strings = {"", "file://", DistributedFolders.SCHEME + "://"})
  void writesFileAgainUnderSameNameAndNothingElse(String scheme) throws IOException {
    String folder = scheme + root.resolve("a/findings");
    assertThat(put(folder, "text\n").outcome()).isEqualTo(Reply.Outcome.DELIVERED);
    assertThat(put(folder, "text\n").outcome()).isEqualTo(Reply.Outcome.DELIVERED);
    assertThat(files()).containsExactly("a/findings/" + NAME);
    assertThat(root.resolve("a/findings").resolve(NAME)).hasContent("text\n");
  }

  /** What ships files elsewhere would send it again. */
  @Test
  void leavesFileAloneThatWasWrittenBeforeRestart() throws IOException {
    put(root.toString(), "text\n");
    Object identity = identity(root.resolve(NAME));
    put(root.toString(), "text\n");
    assertThat(identity(root.resolve(NAME))).isEqualTo(identity);
  }

  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
  }

  @Test
  void writesAgainAfterCrashInTheMiddle() throws IOException {
    Path day = Files.createDirectories(root.resolve("2026-11-30"));
    Files.writeString(day.resolve(".findings-1.jsonl.inprogress"), "a longer text that was cut o");
    assertThat(put(root.toString(), "whole\n").outcome()).isEqualTo(Reply.Outcome.DELIVERED);
    assertThat(files()).containsExactly(NAME);
    assertThat(root.resolve(NAME)).hasContent("whole\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://", DistributedFolders.SCHEME + "://"})
  void triesAgainWhatCanNotBeWritten(String scheme) throws IOException {
    Path inTheWay = Files.writeString(root.resolve("findings"), "");
    Reply failed = put(scheme + inTheWay, "text\n");
    assertThat(failed.outcome()).isEqualTo(Reply.Outcome.RETRY);
    assertThat(failed.detail()).startsWith(inTheWay + ": ").doesNotContain("jsonl");
    Files.delete(inTheWay);
    assertThat(put(scheme + inTheWay, "text\n").outcome()).isEqualTo(Reply.Outcome.DELIVERED);
  }

  /** An error in the settings, and not a state of the disk. */
  @Test
  void refusesFileSystemThatTheEngineLacks() {
    assertThatThrownBy(() -> new FolderPort("gopher://findings"))
        .isInstanceOf(UnsupportedFileSystemSchemeException.class);
  }
}
