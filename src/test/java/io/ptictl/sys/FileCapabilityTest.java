package io.ptictl.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are what setcap(8) wrote, read by getfattr(1). */
final class FileCapabilityTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "0000000200000000000000000002000000000000, false, 2199023255552, 0",
    "0100000200200000000000000000000000000000, true, 8192, 0",
    "0000000200000000002000000002000000000000, false, 2199023255552, 8192",
    "0100000201000080020000800300000004000000, true, 15032385537, 19327352834",
  })
  void readsAndWritesWhatTheKernelHas(String hex, boolean effective, long permitted, long kept) {
    FileCapability capability = new FileCapability(effective, permitted, kept);
    assertThat(FileCapability.parse(bytes(hex))).isEqualTo(capability);
    assertThat(capability.bytes()).isEqualTo(bytes(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0 bytes long",
    "000002, 3 bytes long",
    "00000002, damaged: 4 bytes beginning with 0x02000000",
    "00000002000000000000000000020000000000, damaged: 19 bytes beginning with 0x02000000",
    "000000020000000000000000000200000000000000, damaged: 21 bytes beginning with 0x02000000",
    "0200000200000000000000000002000000000000, damaged: 20 bytes beginning with 0x02000002",
    "0000000900000000000000000002000000000000, of version 9",
    "000000010000000000000000, of version 1",
    "0000000300000000000000000002000000000000, of version 3",
    "0000000300000000000000000002000000000000e8030000, for the user namespace of uid 1000",
    "0000000300000000000000000002000000000000ffffffff, for the user namespace of uid 4294967295",
  })
  void refusesEverythingElse(String hex, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileCapability.parse(bytes(hex)))
        .withMessage(reason);
  }

  @Test
  void oneMoreAndOneLess() {
    FileCapability none = FileCapability.parse(null);
    FileCapability marked = none.with(Capabilities.PAYLOAD);
    assertThat(marked.permits(Capabilities.PAYLOAD)).isTrue();
    assertThat(marked.permits(40)).isFalse();
    assertThat(marked.effective()).isFalse();
    assertThat(marked.without(Capabilities.PAYLOAD)).isEqualTo(none);
    assertThat(none.bytes()).isNull();
    FileCapability kept = new FileCapability(true, 1, 1L << Capabilities.PAYLOAD);
    assertThat(kept.without(Capabilities.PAYLOAD)).isEqualTo(new FileCapability(true, 1, 0));
  }
}
