package io.exposuremonitor.job.settings;

import java.util.List;

/** Settings with mistakes; the message has a line for each. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong
   */
  public SettingsException(String message) {
    super(message);
  }

  static SettingsException of(List<String> mistakes) {
    return new SettingsException(String.join(System.lineSeparator(), mistakes));
  }
}
