package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.text.EnumNames;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tactic of MITRE ATT&amp;CK (enterprise matrix, v18), in the order of the matrix, that is, of a
 * kill chain.
 */
public enum Tactic {
  RECONNAISSANCE("TA0043"),
  RESOURCE_DEVELOPMENT("TA0042"),
  INITIAL_ACCESS("TA0001"),
  EXECUTION("TA0002"),
  PERSISTENCE("TA0003"),
  PRIVILEGE_ESCALATION("TA0004"),
  DEFENSE_EVASION("TA0005"),
  CREDENTIAL_ACCESS("TA0006"),
  DISCOVERY("TA0007"),
  LATERAL_MOVEMENT("TA0008"),
  COLLECTION("TA0009"),
  COMMAND_AND_CONTROL("TA0011"),
  EXFILTRATION("TA0010"),
  IMPACT("TA0040");

  private final String id;

  Tactic(String id) {
    this.id = id;
  }

  /** ATT&amp;CK's id, such as {@code TA0009}. */
  public String id() {
    return id;
  }

  /** The name in words, such as {@code defense evasion}. */
  public String words() {
    return EnumNames.words(this);
  }

  /** The tactic with this id, or null. */
  public static @Nullable Tactic ofId(String id) {
    return Stream.of(values()).filter(tactic -> tactic.id.equals(id)).findFirst().orElse(null);
  }
}
