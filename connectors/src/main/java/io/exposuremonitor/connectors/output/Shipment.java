package io.exposuremonitor.connectors.output;

/**
 * The stored form of an undelivered line or object. Native types only; changes are additive.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param name of the object; the key of a line for a data stream
 * @param time event time of a line, epoch milliseconds; 0 for an object
 * @param bytes of the object as it is to be stored, or the line's text in UTF-8
 */
public record Shipment(int schemaVersion, String name, long time, byte[] bytes) {
  /** The current layout. */
  public static final int VERSION = 1;
}
