package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.Reply;

/** For tests that look at what was sent only. */
final class UnheardReplies implements Outbox.Listener {
  @Override
  public void replied(String route, Letter letter, Reply reply) {}

  @Override
  public void dropped(String route, String key) {}
}
