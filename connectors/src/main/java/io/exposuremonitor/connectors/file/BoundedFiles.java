package io.exposuremonitor.connectors.file;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.core.fs.Path;

/** The bounded file source: one split for each file, read in parallel, restartable. */
public final class BoundedFiles {
  private BoundedFiles() {}

  /**
   * A source of the elements of some files. No file is left out for its name: telling what a file
   * holds is the decoder's business.
   *
   * @param files absolute paths or URIs, at least one
   * @param decoder what the files hold
   * @param type the type of the elements
   */
  public static <T> FileSource<T> source(
      List<String> files, FileDecoder<T> decoder, TypeInformation<T> type) {
    Path[] paths = files.stream().map(Path::new).toArray(Path[]::new);
    BulkFormat<T, FileSourceSplit> format = new WholeFileFormat<>(decoder, type);
    FileSource.FileSourceBuilder<T> builder = FileSource.forBulkFileFormat(format, paths);
    return builder
        .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(path -> true))
        .build();
  }
}
