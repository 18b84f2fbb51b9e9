package io.exposuremonitor.job.option;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks, before the work begins, that the output can be written where the options say. */
public final class OutputFiles {
  private final CommandSpec spec;

  /**
   * @param spec the command that has the options
   */
  public OutputFiles(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Checks that a file can be written. An existing file stays unchanged; a file that the check
   * creates is removed.
   *
   * @param name as the user knows it, such as {@code --report}
   * @throws ParameterException when it can't be written, with the reason
   */
  public void check(String name, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw refused(name, "a folder, not a file: " + file);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw refused(name, (Files.exists(folder) ? "not a folder: " : "no such folder: ") + folder);
    }
    try {
      tryToWrite(file);
    } catch (AccessDeniedException denied) {
      throw refused(name, "permission denied: " + file);
    } catch (FileSystemException failed) {
      String reason = failed.getReason() == null ? "" : " (" + failed.getReason() + ")";
      throw refused(name, "can't be written: " + file + reason);
    } catch (IOException failed) {
      throw refused(name, "can't be written: " + file + " (" + failed.getMessage() + ")");
    }
  }

  /**
   * Creates a folder unless it exists.
   *
   * @param name as the user knows it, such as {@code --state}
   * @throws ParameterException when it can't be created or written into, with the reason
   */
  public void checkFolder(String name, Path folder) throws IOException {
    try {
      Files.createDirectories(folder.toAbsolutePath());
    } catch (FileSystemException failed) {
      throw refused(name, "the folder can't be created: " + folder);
    }
    if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      throw refused(name, "permission denied: " + folder);
    }
  }

  /**
   * Opening anything other than a regular file, such as a pipe, could block for ever or have side
   * effects.
   */
  private static void tryToWrite(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.newOutputStream(file, StandardOpenOption.WRITE).close();
    } else if (Files.notExists(file)) {
      Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      Files.delete(file);
    }
  }

  private ParameterException refused(String name, String why) {
    return new ParameterException(spec.commandLine(), name + ": " + why);
  }
}
