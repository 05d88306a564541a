package io.gatehouse.domain.wiring;

import io.gatehouse.domain.audit.SealVault;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.work.TransactionalStores;

/** The systems outside of the domain. Every call of a method returns the same object and touches no network. */
public interface Ports {
    Sources sources();

    TransactionalStores stores();

    AccountLookup accountLookup();

    RateLimiter rateLimiter();

    KeyedHash keyedHash();

    PasswordHasher passwordHasher();

    AccessTokens accessTokens();

    SigningKeyVault signingKeyVault();

    SealVault sealVault();

    MailQueue mailQueue();

    MailSender mailSender();
}
