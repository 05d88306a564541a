/** The one adapter between an API Gateway event (payload format 2.0) and a handler. */
package io.gatehouse.web;
