package io.ptictl.lab;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One frame of the channel between host and guest (guest/guest.h): type, session, length, payload;
 * little-endian.
 *
 * @param type one of {@link FrameType}
 * @param session which command it concerns; 0: the machine
 * @param payload not copied: the maker gives it away
 */
@SuppressWarnings("ArrayRecordComponent") // lives from the stream to its handler, never compared
record Frame(int type, int session, byte[] payload) {
  private static final int HEADER = 12;
  private static final int MAX = 8 << 20;

  static Frame of(int type, int session, int... numbers) {
    byte[] payload = new byte[4 * numbers.length];
    little(payload).asIntBuffer().put(numbers);
    return new Frame(type, session, payload);
  }

  /** The n-th number of the payload. */
  int number(int n) {
    return little(payload).getInt(4 * n);
  }

  /** Header and payload in one piece. */
  byte[] encode() {
    byte[] all = new byte[HEADER + payload.length];
    little(all).putInt(type).putInt(session).putInt(payload.length).put(payload);
    return all;
  }

  /**
   * @throws EOFException where the stream ends
   * @throws IOException if it cannot be read, or these are no frames
   */
  static Frame read(InputStream in) throws IOException {
    byte[] header = new byte[HEADER];
    DataInputStream data = new DataInputStream(in);
    data.readFully(header);
    ByteBuffer b = little(header);
    int type = b.getInt();
    int session = b.getInt();
    int length = b.getInt();
    if (length < 0 || length > MAX) {
      throw new IOException("the guest sent a frame of " + length + " bytes");
    }
    byte[] payload = new byte[length];
    data.readFully(payload);
    return new Frame(type, session, payload);
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
