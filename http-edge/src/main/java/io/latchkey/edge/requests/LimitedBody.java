package io.latchkey.edge.requests;

import java.io.IOException;
import java.io.InputStream;

/** A body that can be read as far as it may be long. Closing it reads the rest away, and no further either. */
final class LimitedBody extends InputStream {
    private static final int CHUNK = 8192;

    private final InputStream body;
    private final long most;
    private final Runnable tooLong;
    private long left;

    /** @param tooLong what is done, once, when it turns out to be */
    LimitedBody(InputStream body, long most, Runnable tooLong) {
        this.body = body;
        this.most = most;
        this.left = most;
        this.tooLong = tooLong;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        requireFit();
        int read = body.read(into, from, length);
        left -= Math.max(read, 0);
        if (left < 0) {
            tooLong.run();
        }
        requireFit();
        return read;
    }

    private void requireFit() throws BodyTooLong {
        if (left < 0) {
            throw new BodyTooLong(most);
        }
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    /** Where it is too long, who reads it knows already, and nothing more is read. */
    @Override
    public void close() throws IOException {
        byte[] unwanted = new byte[CHUNK];
        int read = 0;
        while (left >= 0 && read >= 0) {
            read = read(unwanted);
        }
        if (left >= 0) {
            body.close();
        }
    }
}
