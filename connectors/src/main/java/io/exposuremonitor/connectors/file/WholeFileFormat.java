package io.exposuremonitor.connectors.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a split one after the other, each from beginning to end, with a {@link
 * FileDecoder}. A file that can't be opened, or breaks off, is reported by an element; it never
 * fails the job.
 *
 * <p>Life of a file: (1) opened on the fetcher thread of the subtask to which its split was
 * assigned; (2) after a restore, as many elements are skipped as the checkpoint counts as emitted;
 * (3) read element by element; (4) closed at the end, or at the first error, which is then the last
 * element.
 *
 * @param <T> the element
 */
final class WholeFileFormat<T> implements BulkFormat<T, FileGroupSplit> {
  private static final long serialVersionUID = 1L;

  private final FileDecoder<T> decoder;
  private final TypeInformation<T> type;

  WholeFileFormat(FileDecoder<T> decoder, TypeInformation<T> type) {
    this.decoder = decoder;
    this.type = type;
  }

  @Override
  public Reader<T> createReader(Configuration config, FileGroupSplit split) {
    return new GroupReader<>(split.files(), decoder, 0);
  }

  @Override
  public Reader<T> restoreReader(Configuration config, FileGroupSplit split) {
    long emitted =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    return new GroupReader<>(split.files(), decoder, emitted);
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  private static final class GroupReader<T> implements BulkFormat.Reader<T> {
    private final Iterator<Path> files;
    private final FileDecoder<T> decoder;
    private final long skip;
    private @Nullable OpenFile<T> file;
    private long emitted;

    GroupReader(List<Path> files, FileDecoder<T> decoder, long skip) {
      this.files = files.iterator();
      this.decoder = decoder;
      this.skip = skip;
    }

    @Override
    public @Nullable RecordIterator<T> readBatch() throws IOException {
      T element = next();
      while (element != null && emitted <= skip) {
        element = next();
      }
      if (element == null) {
        return null;
      }
      SingletonResultIterator<T> batch = new SingletonResultIterator<>();
      batch.set(element, CheckpointedPosition.NO_OFFSET, emitted);
      return batch;
    }

    /** The next element of this file or, at its end, of a following one. */
    private @Nullable T next() throws IOException {
      T element = file == null ? null : file.next();
      while (element == null && files.hasNext()) {
        close();
        file = new OpenFile<>(files.next(), decoder);
        element = file.next();
      }
      emitted += element == null ? 0 : 1;
      return element;
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }

  private static final class OpenFile<T> implements Closeable {
    private final Path path;
    private final FileDecoder<T> decoder;
    private @Nullable FSDataInputStream bytes;
    private FileDecoder.@Nullable Elements<T> elements;
    private boolean finished;

    OpenFile(Path path, FileDecoder<T> decoder) {
      this.path = path;
      this.decoder = decoder;
    }

    @Nullable T next() {
      if (finished) {
        return null;
      }
      T element;
      try {
        element = open().next();
      } catch (IOException error) {
        finished = true;
        element = decoder.unreadable(path.getPath(), error);
      }
      finished |= element == null;
      return element;
    }

    private FileDecoder.Elements<T> open() throws IOException {
      FileDecoder.Elements<T> opened = elements;
      if (opened == null) {
        FSDataInputStream stream = path.getFileSystem().open(path);
        bytes = stream;
        opened = decoder.open(path.getPath(), stream);
        elements = opened;
      }
      return opened;
    }

    @Override
    public void close() throws IOException {
      finished = true;
      try {
        if (elements != null) {
          elements.close();
        }
      } finally {
        if (bytes != null) {
          bytes.close();
        }
      }
    }
  }
}
