package io.exposuremonitor.connectors.objects;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Enumerator to reader: no object waits for a reader and none is announced, so a reader without an
 * object need not hold back the watermark. Valid until the reader gets the next object.
 */
record NothingToRead() implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
