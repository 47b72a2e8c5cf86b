package io.mqkeep.cli.output.format;

import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a message takes to be printed, by {@code sub -v}, {@code --json} and {@code -F}. */
@State(Scope.Thread)
public class FormatterJmh {
    private final Notes notes =
            new Notes(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    private final MessagePrinter plain = MessagePrinter.of(new MessageFormat.Plain(true, true, false), false, notes);
    private final MessagePrinter json = MessagePrinter.of(new MessageFormat.Json(), false, notes);
    private final MessagePrinter template = MessagePrinter.of(
            new MessageFormat.Template(FormatTemplate.parse("%I %t %p", false), true, false), false, notes);
    private final Delivery delivery = new Delivery(
            Message.of("orders/new", Binary.wrap(new byte[25]), QoS.EXACTLY_ONCE), false, 7, false, 1_700_000_000_000L);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

    @Benchmark
    public int a_message_printed_with_v() throws IOException {
        return print(plain);
    }

    @Benchmark
    public int a_message_printed_with_json() throws IOException {
        return print(json);
    }

    @Benchmark
    public int a_message_printed_with_F() throws IOException {
        return print(template);
    }

    private int print(MessagePrinter printer) throws IOException {
        out.reset();
        printer.print(delivery, out);
        return out.size();
    }
}
