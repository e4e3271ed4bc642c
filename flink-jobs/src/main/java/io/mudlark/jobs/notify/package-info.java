/** Alerts to people: webhooks, Alertmanager, syslog. */
@NullMarked
package io.mudlark.jobs.notify;

import org.jspecify.annotations.NullMarked;
