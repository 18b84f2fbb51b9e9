package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/25, 192.0.2.128, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:DB8:1::ffff, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::7, 2001:db8::7, true",
    "2001:db8::7, 2001:db8::8, false",
    "::ffff:192.0.2.0/120, ::ffff:192.0.2.9, true",
    "::/0, 2001:db8::1, true",
    "192.0.2.0/24, 192.0.2, false",
    "192.0.2.0/24, AWS Internal, false"
  })
  void containsTheAddressesOfItsBlock(String block, String address, boolean expected) {
    assertThat(Cidr.parse(block).contains(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "192.0.2/24",
        "256.0.0.0/8",
        "1::2::3/64",
        "1:2:3:4:5:6:7:8::/64",
        "2001:db8/32",
        ":::/1",
        "12345::/16",
        "1:2:3:4:5:6:7:8:9/8",
        "localhost"
      })
  void rejectsInvalidBlocks(String text) {
    assertThat(Cidr.parse(text)).isNull();
  }
}
