package io.exposuremonitor.connectors.watch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files on the engine's file systems: local ones, and whatever a cluster adds. */
final class EngineFiles {

  /** The files at a place, all read again. */
  List<WatchedFile> read(WatchedPlace place, Allowance allowance) throws IOException {
    List<WatchedFile> files = new ArrayList<>();
    add(status(place.uri()), place, files, allowance);
    return files;
  }

  private static void add(
      FileStatus file, WatchedPlace place, List<WatchedFile> files, Allowance allowance)
      throws IOException {
    if (!file.isDir()) {
      if (place.single() || place.wanted().apply(file.getPath().getName())) {
        WatchedFile read = text(file);
        allowance.take(read);
        files.add(read);
      }
      return;
    }
    if (place.single()) {
      throw new IOException("is a folder, not a file");
    }
    List<FileStatus> children =
        new ArrayList<>(List.of(file.getPath().getFileSystem().listStatus(file.getPath())));
    children.sort(Comparator.comparing(child -> child.getPath().toString()));
    for (FileStatus child : children) {
      if (!WatchedPlace.isHidden(child.getPath().getName())) {
        add(child, place, files, allowance);
      }
    }
  }

  private static FileStatus status(String name) throws IOException {
    try {
      Path path = new Path(name);
      return path.getFileSystem().getFileStatus(path);
    } catch (FileNotFoundException missing) {
      FileNotFoundException named = new FileNotFoundException(name);
      named.initCause(missing);
      throw named;
    }
  }

  private static WatchedFile text(FileStatus file) throws IOException {
    FileSystem fileSystem = file.getPath().getFileSystem();
    try (FSDataInputStream in = fileSystem.open(file.getPath())) {
      // It may grow meanwhile, and a device has no length.
      byte[] bytes = in.readNBytes(FileReading.MAX_CHARACTERS + 1);
      if (bytes.length > FileReading.MAX_CHARACTERS) {
        throw new IOException("a file of more than " + FileReading.MAX_CHARACTERS + " bytes");
      }
      return new WatchedFile(file.getPath().toString(), new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
