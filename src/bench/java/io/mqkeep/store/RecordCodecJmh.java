package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Change;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a record of the session file takes to be written and read, without the disk. */
@State(Scope.Thread)
public class RecordCodecJmh {
    private final Change sent =
            new Change.Sent(7, 1_000_000, Message.of("bench", Binary.wrap(new byte[25]), QoS.EXACTLY_ONCE), 1);
    private final RecordEncoder out = new RecordEncoder();
    private final RecordEncoder written = new RecordEncoder();

    public RecordCodecJmh() {
        ChangeCodec.write(sent, written);
    }

    @Benchmark
    public int a_message_written_as_a_record() {
        out.clear();
        ChangeCodec.write(sent, out);
        return out.size();
    }

    @Benchmark
    public Object a_message_read_from_a_record() {
        RecordDecoder in = new RecordDecoder(written.bytes(), 0, written.size());
        return ChangeCodec.read(in.octet(), in);
    }
}
