package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.engine.EmbeddedEngine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts numbers of subtasks. */
final class Parallelism implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int subtasks = Integer.parseInt(text);
      if (subtasks >= 1 && subtasks <= EmbeddedEngine.MAX_PARALLELISM) {
        return subtasks;
      }
    } catch (NumberFormatException notANumber) {
      // Rejected below, like a number out of bounds.
    }
    throw new TypeConversionException(
        "must be a whole number, 1 to " + EmbeddedEngine.MAX_PARALLELISM);
  }
}
