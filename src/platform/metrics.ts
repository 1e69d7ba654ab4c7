import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CounterName, HistogramName, Metrics } from '../ports/metrics';
import { addressList, contains } from './client-address';
import { HttpError, type Route } from './http';
import type { HttpMetrics } from './http-pipeline';

/** Every counter: what it says, and its labels. */
const counters: Record<CounterName, { readonly help: string; readonly labels: readonly string[] }> = {
  turns_total: { help: 'Turns run, by channel and outcome (ok, error)', labels: ['channel', 'outcome'] },
  intents_total: { help: 'Intents understood', labels: ['intent'] },
  fallbacks_total: { help: 'Messages that were not understood', labels: ['channel'] },
  continuations_total: { help: 'Complaints a call left open, offered to be gone on with by text message', labels: [] },
  escalations_total: { help: 'Hand-overs to a person, by reason', labels: ['reason'] },
  complaints_total: { help: 'Complaints filed, by type', labels: ['type'] },
  feedback_total: { help: 'Thumbs up and down', labels: ['value'] },
  account_calls_total: { help: 'Calls to the business system', labels: ['operation', 'outcome'] },
  notices_total: { help: 'What customers were to be told unasked, and what became of it', labels: ['rule', 'outcome'] },
  outbox_total: { help: 'Tries to send what leaves, by outcome (sent, retry, dead)', labels: ['kind', 'outcome'] },
  sms_received_total: { help: 'Text messages of customers (taken, again, refused)', labels: ['transport', 'outcome'] },
  sms_receipts_total: {
    help: 'What became of text messages, by what they were about (delivered, failed)',
    labels: ['transport', 'kind', 'state'],
  },
};
const histograms: Record<HistogramName, { readonly help: string; readonly labels: readonly string[] }> = {
  turn_seconds: { help: 'Time of a turn', labels: ['channel'] },
  understanding_seconds: { help: 'Time to understand a message', labels: [] },
  account_call_seconds: { help: 'Time of a call to the business system', labels: ['operation'] },
};
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Loopback, private and link-local networks: where a Prometheus of our own stands. */
const insideNetworks = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1', 'fc00::/7', 'fe80::/10'];

export interface PrometheusMetrics {
  readonly metrics: Metrics;
  readonly http: HttpMetrics;
  /** `GET /metrics`, answered to addresses inside only. */
  readonly route: Route;
  /** The page's text. */
  text(): Promise<string>;
  /** Adds a figure read at the time of asking, for example how many wait for a person. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

/** The Metrics port on Prometheus, with the process's own figures beside it. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counted = new Map<string, Counter>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    counted.set(name, new Counter({ name, help, labelNames: [...labels], registers: [registry] }));
  }
  const observed = new Map<string, Histogram>();
  for (const [name, { help, labels }] of Object.entries(histograms)) {
    observed.set(name, new Histogram({ name, help, labelNames: [...labels], buckets, registers: [registry] }));
  }
  const requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Time of an HTTP request, by route and status',
    labelNames: ['route', 'status'],
    buckets,
    registers: [registry],
  });
  const inside = addressList(insideNetworks);
  return {
    metrics: {
      count: (name, labels = {}) => counted.get(name)?.inc(labels),
      observe: (name, seconds, labels = {}) => observed.get(name)?.observe(labels, seconds),
    },
    http: { request: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds) },
    route: {
      method: 'GET',
      path: '/metrics',
      access: 'public',
      handle: async ({ ip }) => {
        if (!contains(inside, ip)) throw new HttpError(404, 'NotFound', 'There is nothing at this address.');
        return { status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() };
      },
    },
    text: () => registry.metrics(),
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        // What cannot be read now must not hide everything else.
        collect: async () => gauge.set(await Promise.resolve(read()).catch(() => Number.NaN)),
      });
    },
  };
}
