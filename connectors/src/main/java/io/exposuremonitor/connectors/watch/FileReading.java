package io.exposuremonitor.connectors.watch;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.objects.S3ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files at places. Where possible, it fetches only what has changed since the last
 * reading. For one thread; another may close it, which ends a call to S3 that hangs.
 */
public final class FileReading implements AutoCloseable {
  /** Bound on the characters of all files together. */
  public static final int MAX_CHARACTERS = 8 << 20;

  private static final String S3 = "s3://";

  private final SerializableSupplier<ObjectFiles> openS3;
  private final EngineFiles engine = new EngineFiles();

  // Guarded by this: opened by the reading thread, and closed by another.
  private @Nullable ObjectFiles s3;
  private boolean closed;

  /** Objects in S3 are read with the environment's credentials. */
  public FileReading() {
    this(() -> new ObjectFiles(S3ObjectStore.factory(AwsAccess.DEFAULT).create(() -> {})));
  }

  FileReading(SerializableSupplier<ObjectFiles> openS3) {
    this.openS3 = openS3;
  }

  /** The files at all places; a place that can't be read is reported, not thrown. */
  public Reading read(List<WatchedPlace> places) {
    List<Reading.Content> contents = new ArrayList<>();
    Allowance allowance = new Allowance(MAX_CHARACTERS);
    for (WatchedPlace place : places) {
      try {
        contents.add(new Reading.Content(read(place, allowance)));
      } catch (FileNotFoundException missing) {
        return Reading.failed(place, "there is no such file or folder");
      } catch (AccessDeniedException denied) {
        return Reading.failed(place, "access denied");
      } catch (IOException failed) {
        return Reading.failed(place, String.valueOf(failed.getMessage()));
      }
    }
    return Reading.of(contents);
  }

  /**
   * The files at one place.
   *
   * @throws FileNotFoundException when there is no such file or folder
   */
  public List<WatchedFile> read(WatchedPlace place) throws IOException {
    return read(place, new Allowance(MAX_CHARACTERS));
  }

  private List<WatchedFile> read(WatchedPlace place, Allowance allowance) throws IOException {
    if (!place.uri().startsWith(S3)) {
      return engine.read(place, allowance);
    }
    return s3().read(place, allowance);
  }

  private synchronized ObjectFiles s3() throws IOException {
    if (closed) {
      throw new IOException("is not read any more");
    }
    ObjectFiles objects = s3;
    if (objects == null) {
      objects = openS3.get();
      s3 = objects;
    }
    return objects;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (s3 != null) {
      s3.close();
    }
  }
}
