import type { z } from 'zod';
import { type AccountGateway, AccountUnavailable } from '../ports/account-gateway';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { Metrics } from '../ports/metrics';
import { billsWire, resultWire, servicesWire, subscriberWire, usageWire } from './account-wire';
import { createCircuitBreaker } from './circuit-breaker';
import { readLimited } from './read-limited';

export interface HttpAccountsOptions {
  /** For example `https://boss.example.com/desk/v1`; requests go to this host and no other (S2). */
  readonly baseUrl: string;
  /** For a whole operation, its retry included. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly fetch?: typeof globalThis.fetch;
  /** Sent as a bearer token. */
  readonly token?: string;
}

interface Call {
  readonly operation: string;
  readonly path: string;
  readonly post?: { readonly key: string; readonly body: object };
}

const maxBytes = 512 * 1024;
const phoneForm = /^\d{11}$/;
/** A failure that says nothing about the system's health: our own request was wrong. */
class Unusable extends Error {}

/**
 * The operator's business system over HTTP (docs/account-api.yaml). Reads are tried twice when the first try fails fast;
 * `perform` goes out once, with its key. After five failures in a row nothing is sent for 15 seconds.
 * @throws AccountUnavailable from every operation when there is no sound answer in time
 */
export function createHttpAccounts(options: HttpAccountsOptions): AccountGateway {
  const { timeoutMs, clock, metrics, log, fetch = globalThis.fetch, token } = options;
  const base = new URL(options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`);
  const breaker = createCircuitBreaker(clock);

  async function once(call: Call, signal: AbortSignal): Promise<unknown> {
    const url = new URL(call.path, base);
    if (url.host !== base.host || url.protocol !== base.protocol) throw new Unusable('address outside of the system');
    const response = await fetch(url, {
      method: call.post ? 'POST' : 'GET',
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(call.post ? { 'content-type': 'application/json', 'idempotency-key': call.post.key } : {}),
      },
      ...(call.post ? { body: JSON.stringify(call.post.body) } : {}),
    });
    if (response.status === 404) {
      await response.body?.cancel();
      return undefined;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`status ${response.status}`);
    }
    return JSON.parse(await readLimited(response, maxBytes));
  }

  async function tried(call: Call): Promise<unknown> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await once(call, signal);
    } catch (error) {
      if (call.post || signal.aborted || error instanceof Unusable) throw error;
      return await once(call, signal);
    }
  }

  async function ask<S extends z.ZodType>(call: Call, schema: S): Promise<z.output<S> | undefined> {
    const started = clock.now();
    const done = (outcome: string): void => {
      metrics.count('account_calls_total', { operation: call.operation, outcome });
      metrics.observe('account_call_seconds', (clock.now() - started) / 1000, { operation: call.operation });
    };
    if (!breaker.enter()) {
      done('circuit_open');
      throw new AccountUnavailable(call.operation);
    }
    try {
      const body = await tried(call);
      const sound = body === undefined ? undefined : schema.parse(body);
      breaker.succeeded();
      done(sound === undefined ? 'not_found' : 'ok');
      return sound;
    } catch (cause) {
      breaker.failed();
      done('failed');
      // The answer itself may hold personal data and stays out of the log.
      log.warn(
        { operation: call.operation, error: cause instanceof Error ? cause.name : 'unknown' },
        'business system',
      );
      throw new AccountUnavailable(call.operation, { cause });
    }
  }

  const read = async <S extends z.ZodType>(operation: string, phone: string, path: string, schema: S) =>
    phoneForm.test(phone) ? ask({ operation, path: `subscribers/${phone}${path}` }, schema) : undefined;

  return {
    // Another customer's data under the asked number would be worse than none.
    subscriber: (phone) =>
      read(
        'subscriber',
        phone,
        '',
        subscriberWire.refine((found) => found.phone === phone),
      ),
    bills: async (phone, months) =>
      (await read('bills', phone, `/bills?months=${Math.max(0, Math.trunc(months))}`, billsWire))?.bills.toSorted(
        (a, b) => b.month.localeCompare(a.month),
      ) ?? [],
    dataUsage: (phone) => read('data_usage', phone, '/data-usage', usageWire),
    services: async (phone) => (await read('services', phone, '/services', servicesWire))?.services ?? [],
    async perform(action, key) {
      if (!phoneForm.test(action.phone)) return { ok: false, reason: 'not_found' };
      const { phone, ...body } = action;
      const path = `subscribers/${phone}/actions`;
      const result = await ask({ operation: 'perform', path, post: { key, body } }, resultWire);
      return result ?? { ok: false, reason: 'not_found' };
    },
  };
}
