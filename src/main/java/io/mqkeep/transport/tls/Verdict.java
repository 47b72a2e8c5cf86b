package io.mqkeep.transport.tls;

import java.security.cert.CertificateException;

/** A certificate was refused. The message says which, why and what to do, for the middle of a sentence. */
final class Verdict extends CertificateException {
    Verdict(String words) {
        super(words);
    }
}
