package io.exposuremonitor.connectors.output;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Folders of this machine that the engine takes for those of a distributed file system. */
public final class DistributedFolders implements FileSystemFactory {
  static final String SCHEME = "distributed";

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem create(URI place) {
    return new LocalFileSystem() {
      @Override
      public boolean isDistributedFS() {
        return true;
      }

      @Override
      public URI getUri() {
        return URI.create(SCHEME + ":///");
      }
    };
  }
}
