package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.PayloadSource;
import io.mqkeep.cli.options.PublishRequest;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.TopicName;
import org.jspecify.annotations.Nullable;

/** From what is given for a message to the message: places are filled in, then the payload is decoded. */
public final class MessageMaker {
    private final Message model;
    private final PublishRequest asked;
    private final TextTemplate.Sources sources;
    private final @Nullable TextTemplate topic;
    private final @Nullable JsonMessageReader json;
    private @Nullable Binary lastPayload;
    private @Nullable TextTemplate lastTemplate;

    /** @param model everything but the payload, and the topic unless it has places to fill in */
    public MessageMaker(App app, PublishRequest asked, Message model) {
        this.model = model;
        this.asked = asked;
        sources = new TextTemplate.Sources(app.environment(), app.clock());
        topic = asked.shape().template() ? TextTemplate.parse(asked.topic(), sources) : null;
        json = asked.shape().jsonLines() ? new JsonMessageReader(model) : null;
    }

    /** A message and how long to wait before it, in seconds. */
    record Made(Message message, double delay) {}

    /**
     * Refuses now what would be wrong with the first message.
     *
     * @throws Failure when the template or the payload is not understood
     */
    public static void check(App app, PublishRequest asked, Binary payload) {
        try {
            MessageMaker maker =
                    new MessageMaker(app, asked, Message.of(asked.topic(), Binary.EMPTY, asked.qosOrDefault(false)));
            if (!(asked.payload() instanceof PayloadSource.Lines)) {
                maker.make(1, payload);
            } else if (maker.topic != null) {
                maker.topic(1);
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    asked.shape().template() ? "--template: " + e.getMessage() : "the payload " + e.getMessage());
        }
    }

    /**
     * Makes a message.
     *
     * @param count which it is, from 1
     * @throws IllegalArgumentException with the end of a sentence when what is given stands for none
     */
    Made make(long count, Binary given) {
        if (json != null) {
            return json.read(given);
        }
        Binary payload = asked.shape().encoding().decode(topic == null ? given : filled(count, given));
        Message message = model.withPayload(payload);
        return new Made(topic == null ? message : message.withTopic(topic(count)), 0);
    }

    /** Returns the one message there is. */
    public Message first(Binary given) {
        return make(1, given).message();
    }

    private String topic(long count) {
        String filled = topic == null ? model.topic() : topic.fill(count);
        String problem = TopicName.problem(filled);
        if (problem != null) {
            throw new IllegalArgumentException("the topic '" + filled + "' " + problem);
        }
        return filled;
    }

    private Binary filled(long count, Binary given) {
        TextTemplate template = lastTemplate;
        if (template == null || !given.equals(lastPayload)) {
            String text = given.text();
            if (text == null) {
                throw new IllegalArgumentException("the payload is not text to fill something in");
            }
            template = TextTemplate.parse(text, sources);
            lastTemplate = template;
            lastPayload = given;
        }
        return Binary.ofText(template.fill(count));
    }
}
