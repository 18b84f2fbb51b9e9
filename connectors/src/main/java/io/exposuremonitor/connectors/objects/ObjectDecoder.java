package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.file.FileDecoder;
import io.exposuremonitor.connectors.shard.CoverageGap;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Turns objects into elements. A reader reads several objects at a time, each on a thread with its
 * own copy of the decoder.
 *
 * <p>{@link #unreadable} is for content that is truncated or damaged, {@link #gap} for objects that
 * can't be fetched.
 *
 * @param <T> the element
 */
public interface ObjectDecoder<T> extends FileDecoder<T> {

  /** Creates the element that reports that an object could not be fetched. */
  T gap(CoverageGap gap);

  /** Type of the elements. */
  TypeInformation<T> type();
}
