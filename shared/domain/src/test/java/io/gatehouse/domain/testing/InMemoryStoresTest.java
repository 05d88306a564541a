package io.gatehouse.domain.testing;

import io.gatehouse.domain.testing.contract.StoresContract;
import io.gatehouse.domain.work.TransactionalStores;

class InMemoryStoresTest implements StoresContract {
    private final InMemoryStores stores = new InMemoryStores();

    @Override
    public TransactionalStores stores() {
        return stores;
    }
}
