FROM {{dockerBaseImage}}

{{#dockerLabels}}
LABEL {{.}}
{{/dockerLabels}}

COPY assembly/ /usr/lib/mqkeep/
# Sessions outlive the container when /sessions does: docker run -v mqkeep:/sessions ...
RUN rmdir /usr/lib/mqkeep/{{distributionArtifactRootEntryName}} 2> /dev/null; \
    ln -s ../lib/mqkeep/bin/mqkeep /usr/bin/mqkeep && \
    useradd --uid 1000 --create-home mqkeep && \
    install -d -o mqkeep -g mqkeep -m 700 /sessions
ENV MQKEEP_HOME=/sessions
VOLUME /sessions
USER mqkeep
ENTRYPOINT ["/usr/bin/mqkeep"]
