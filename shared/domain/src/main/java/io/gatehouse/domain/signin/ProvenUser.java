package io.gatehouse.domain.signin;

import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.session.DeviceToken;
import java.util.Optional;

/**
 * @param account as it was when the credential was read
 * @param device the device token that the client showed, if it is one of the account's
 */
public record ProvenUser(StoredAccount account, Proof proof, Optional<DeviceToken> device) {}
