package io.gatehouse.domain.testing;

import io.gatehouse.domain.work.TransactionalStores;

class InMemoryStoresTest extends StoresContract {
    private final InMemoryStores stores = new InMemoryStores();

    @Override
    protected TransactionalStores stores() {
        return stores;
    }
}
