package io.ptictl.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Capabilities of a file in the form of version 2 (linux/capability.h, struct vfs_cap_data), which
 * are those for the initial user namespace.
 *
 * @param effective does what the file gives become effective at once?
 * @param permitted one bit for each that a program gets
 * @param inheritable one bit for each that it keeps
 */
public record FileCapability(boolean effective, long permitted, long inheritable) {
  /** What a file without the attribute has. */
  public static final FileCapability NONE = new FileCapability(false, 0, 0);

  private static final int REVISION_2 = 0x02000000;
  private static final int REVISION_3 = 0x03000000;
  private static final int REVISION_MASK = 0xff000000;
  private static final int EFFECTIVE = 0x000001;
  private static final int BYTES_2 = 20;
  private static final int BYTES_3 = 24;

  /**
   * Of the attribute's value; null stands for none.
   *
   * @throws IllegalArgumentException if it is not of version 2; the message says what it is
   */
  public static FileCapability parse(byte @Nullable [] value) {
    if (value == null) {
      return NONE;
    }
    if (value.length < 4) {
      throw new IllegalArgumentException(value.length + " bytes long");
    }
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    int magic = bytes.getInt();
    int revision = magic & REVISION_MASK;
    if (revision == REVISION_3 && value.length == BYTES_3) {
      throw new IllegalArgumentException(
          "for the user namespace of uid " + Integer.toUnsignedString(bytes.getInt(20)));
    }
    if (revision != REVISION_2) {
      throw new IllegalArgumentException("of version " + (revision >>> 24));
    }
    if (value.length != BYTES_2 || (magic & ~REVISION_MASK & ~EFFECTIVE) != 0) {
      throw new IllegalArgumentException(
          "damaged: %d bytes beginning with 0x%08x".formatted(value.length, magic));
    }
    long permitted = Integer.toUnsignedLong(bytes.getInt());
    long inheritable = Integer.toUnsignedLong(bytes.getInt());
    permitted |= (long) bytes.getInt() << 32;
    inheritable |= (long) bytes.getInt() << 32;
    return new FileCapability((magic & EFFECTIVE) != 0, permitted, inheritable);
  }

  /** As the kernel stores it; null, for no attribute, if it has no capability. */
  public byte @Nullable [] bytes() {
    if (permitted == 0 && inheritable == 0) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES_2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(REVISION_2 | (effective ? EFFECTIVE : 0));
    bytes.putInt((int) permitted).putInt((int) inheritable);
    bytes.putInt((int) (permitted >>> 32)).putInt((int) (inheritable >>> 32));
    return bytes.array();
  }

  /** Does a program get this capability? */
  public boolean permits(int capability) {
    return (permitted >>> capability & 1) != 0;
  }

  /** The same with one more that a program gets. */
  public FileCapability with(int capability) {
    return new FileCapability(effective, permitted | 1L << capability, inheritable);
  }

  /** The same without one, which is neither given nor kept. */
  public FileCapability without(int capability) {
    long others = ~(1L << capability);
    return new FileCapability(effective, permitted & others, inheritable & others);
  }
}
