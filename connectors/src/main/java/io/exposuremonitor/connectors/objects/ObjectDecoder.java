package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.file.FileDecoder;
import io.exposuremonitor.connectors.shard.CoverageGap;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Turns objects into elements. A reader reads several objects at a time, each thread with a copy of
 * the decoder of its own, one object after the other.
 *
 * <p>{@link #unreadable} is for content that breaks off or is damaged, {@link #gap} for objects
 * that can't be fetched.
 *
 * @param <T> the element
 */
public interface ObjectDecoder<T> extends FileDecoder<T> {

  /** The element that tells that an object could not be had. */
  T gap(CoverageGap gap);

  /** Type of the elements. */
  TypeInformation<T> type();
}
