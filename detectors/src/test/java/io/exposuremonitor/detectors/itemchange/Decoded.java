package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The output of a decoder, and the images that its observer saw. */
final class Decoded implements ItemChangeSink {
  static final KeyHasher KEYS =
      KeyHasher.of("a secret of the tests".getBytes(StandardCharsets.US_ASCII));

  final List<ItemChange> changes = new ArrayList<>();
  final List<ItemImages> images = new ArrayList<>();
  final List<SkipReason> skipped = new ArrayList<>();
  final List<String> details = new ArrayList<>();

  static Decoded of(String json) {
    return of(json, TableId.UNKNOWN);
  }

  static Decoded of(String json, TableId known) {
    return of(json.getBytes(StandardCharsets.UTF_8), known);
  }

  static Decoded of(byte[] bytes, TableId known) {
    Decoded decoded = new Decoded();
    ItemObserver observer =
        (header, key, images) -> {
          decoded.images.add(images);
          return new ItemLook(List.of(), 0);
        };
    new ItemChangeDecoder(KEYS, observer)
        .decode(bytes, 0, bytes.length, "at byte 0", known, decoded);
    return decoded;
  }

  @Override
  public void itemChange(ItemChange change) {
    changes.add(change);
  }

  @Override
  public void skipped(SkipReason reason, String detail) {
    skipped.add(reason);
    details.add(detail);
  }

  /** The only change. */
  ItemChange change() {
    if (changes.size() != 1) {
      throw new AssertionError(changes.size() + " changes, skipped " + skipped);
    }
    return changes.get(0);
  }

  /** Attributes as {@code name type difference}. */
  List<String> attributes() {
    return change().attributes().stream()
        .map(a -> a.name() + ' ' + a.type().descriptor() + ' ' + a.difference())
        .toList();
  }
}
