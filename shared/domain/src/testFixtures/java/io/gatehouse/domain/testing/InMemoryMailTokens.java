package io.gatehouse.domain.testing;

import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tokens of mails in memory. */
final class InMemoryMailTokens implements MailTokens {
    private final Table<MailToken> mailTokens;

    InMemoryMailTokens(Table<MailToken> mailTokens) {
        this.mailTokens = mailTokens;
    }

    @Override
    public void add(MailToken token) {
        mailTokens.put(token.id(), token);
    }

    @Override
    public Optional<MailToken> find(byte[] hash) {
        return mailTokens.first(token -> Arrays.compare(token.hash(), hash) == 0);
    }

    @Override
    public List<MailToken> ofOwner(UUID owner, Purpose except, int limit) {
        return mailTokens
                .newest(token ->
                        token.link().owner().equals(owner) && token.link().purpose() != except)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean countTry(MailToken token) {
        var stored = mailTokens.find(token.id()).filter(MailToken::hasTriesLeft);
        stored.map(InMemoryMailTokens::tried).ifPresent(tried -> mailTokens.put(tried.id(), tried));
        return stored.isPresent();
    }

    private static MailToken tried(MailToken token) {
        return new MailToken(token.id(), token.hash(), token.link(), token.expiresAt(), token.tries() + 1);
    }

    @Override
    public boolean remove(MailToken token) {
        return mailTokens.remove(token.id());
    }

    @Override
    public int removeSome(UUID owner, int limit) {
        return mailTokens.removeSome(token -> token.link().owner().equals(owner), limit);
    }
}
