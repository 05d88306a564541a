package io.gatehouse.domain.testing.contract;

/** What every implementation of the stores does. */
public interface StoresContract
        extends TransactionsContract,
                AccountsContract,
                CredentialsContract,
                RegistrationsContract,
                EmailChangesContract,
                SessionsContract,
                FailedAttemptsContract,
                MailsContract,
                MailLogsContract,
                MailTokensContract,
                IdempotencyKeysContract,
                AuditContract,
                OutboxContract,
                ExpiredRowsContract {}
