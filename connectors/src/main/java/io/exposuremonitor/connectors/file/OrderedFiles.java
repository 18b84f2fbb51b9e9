package io.exposuremonitor.connectors.file;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.src.AbstractFileSource;
import org.apache.flink.connector.file.src.ContinuousEnumerationSettings;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads files one after the other, with a source that does not end with them: event time stays
 * where the last file left it, and the job can be stopped with a savepoint. Must run with
 * parallelism 1, since several subtasks would each read a file at a time.
 *
 * @param <T> the element
 */
public final class OrderedFiles<T> extends AbstractFileSource<T, FileGroupSplit> {
  private static final long serialVersionUID = 1L;

  /** The list of files never grows; the repeated enumeration only keeps the source alive. */
  private static final Duration LOOK_AGAIN = Duration.ofDays(365);

  private OrderedFiles(Path[] files, WholeFileFormat<T> format) {
    super(
        files,
        FileGroups::new,
        FifoSplitAssigner::new,
        format,
        new ContinuousEnumerationSettings(LOOK_AGAIN));
  }

  /**
   * Creates a source of the elements of files, in the order of the files.
   *
   * @param files at least one
   * @param decoder of the files
   * @param type the type of the elements
   */
  public static <T> OrderedFiles<T> source(
      List<URI> files, FileDecoder<T> decoder, TypeInformation<T> type) {
    Path[] paths = files.stream().map(Path::new).toArray(Path[]::new);
    return new OrderedFiles<>(paths, new WholeFileFormat<>(decoder, type));
  }

  @Override
  public SimpleVersionedSerializer<FileGroupSplit> getSplitSerializer() {
    return new FileGroupSplitSerializer();
  }
}
