package io.exposuremonitor.connectors.objects;

/** How far an object has been read; for the task's thread. */
final class ObjectSplitState {
  private ObjectRef object;
  private long emitted;

  ObjectSplitState(ObjectSplit split) {
    object = split.object();
    emitted = split.emitted();
  }

  void emitted(ObjectElement<?> element) {
    object = object.withETag(element.eTag());
    emitted = element.position();
  }

  ObjectSplit toSplit() {
    return new ObjectSplit(object, emitted);
  }
}
