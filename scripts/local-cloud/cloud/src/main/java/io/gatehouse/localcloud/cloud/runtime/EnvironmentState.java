package io.gatehouse.localcloud.cloud.runtime;

/** What an execution environment does at the moment. */
public enum EnvironmentState {
    STARTING,
    IDLE,
    BUSY
}
