package io.gatehouse.localcloud.runtime;

/** What an execution environment does at the moment. */
public enum EnvironmentState {
    STARTING,
    IDLE,
    BUSY
}
