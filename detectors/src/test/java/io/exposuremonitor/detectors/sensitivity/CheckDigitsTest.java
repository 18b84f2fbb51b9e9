package io.exposuremonitor.detectors.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.itemchange.AttributeValue;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that authorities and textbooks give as examples, and the same with one place changed. */
class CheckDigitsTest {
  private static final long NOW = 1_763_805_600_000L;

  private final Recognizers recognizers = new Recognizers();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // Bundeszentralamt für Steuern, Steuerliche Identifikationsnummer
    "steuerId, 86095742719, 86095742718",
    "idNr, 47036892816, 47036892817",
    "steuerId, 65929970489, 65929970488",
    // no digit twice among the first ten, and all the same
    "steuerId, 86095742719, 12345678903",
    "steuerId, 86095742719, 11111111110",
    // Agenzia delle Entrate, codice fiscale; under any name
    "value, RSSMRA85T10A562S, RSSMRA85T10A562T",
    "codiceFiscale, mrtmtt91d08f205j, mrtmtt91d08f205k",
    "value, MRTMTT91D08F205J, MRTMTT91E08F205J",
    // CPR-kontoret: a date and a running number
    "cpr, 070761-4285, 320761-4285",
    "cpr, 2902004285, 3002004285",
    "cpr, 070761-4285, 071361-4285",
  })
  void acceptsValidAndRejectsInvalidNumbers(String name, String valid, String invalid) {
    assertThat(isNationalId(name, valid)).as(valid).isTrue();
    assertThat(isNationalId(name, invalid)).as(invalid).isFalse();
  }

  private boolean isNationalId(String name, String value) {
    return new ItemInspection(recognizers, NOW)
            .at(Map.of(name, new AttributeValue.StringValue(value)), AttributeName.root())
            .classes()
            .stream()
            .anyMatch(found -> found.dataClass().equals(DataClass.NATIONAL_ID.id()));
  }
}
