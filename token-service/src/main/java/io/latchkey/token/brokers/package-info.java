/**
 * What MQTT brokers ask: EMQX by its HTTP authentication and authorization, mosquitto by mosquitto-go-auth's HTTP
 * backend. The token is the client's user name and its password, since brokers ask about topics by the user name alone.
 * A topic says which workspace and device it is about by a configured pattern.
 */
package io.latchkey.token.brokers;
