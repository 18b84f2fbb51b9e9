package io.exposuremonitor.connectors.file;

import java.net.URI;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.src.AbstractFileSource;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The bounded file source: splits of one or more whole files, read in parallel, restartable.
 *
 * @param <T> the element
 */
public final class BoundedFiles<T> extends AbstractFileSource<T, FileGroupSplit> {
  private static final long serialVersionUID = 1L;

  private BoundedFiles(Path[] files, WholeFileFormat<T> format) {
    super(files, FileGroups::new, SimpleSplitAssigner::new, format, null);
  }

  /**
   * Creates a source of the elements of files. No file is excluded by its name: the decoder
   * determines what a file holds.
   *
   * @param files at least one
   * @param decoder of the files
   * @param type the type of the elements
   */
  public static <T> BoundedFiles<T> source(
      List<URI> files, FileDecoder<T> decoder, TypeInformation<T> type) {
    Path[] paths = files.stream().map(Path::new).toArray(Path[]::new);
    return new BoundedFiles<>(paths, new WholeFileFormat<>(decoder, type));
  }

  @Override
  public SimpleVersionedSerializer<FileGroupSplit> getSplitSerializer() {
    return new FileGroupSplitSerializer();
  }
}
