/**
 * What the desk counts. Names are fixed in `platform/metrics.ts`; labels never hold customer data.
 */
export interface Metrics {
  count(name: CounterName, labels?: Record<string, string>): void;
  /** @param seconds the duration observed */
  observe(name: HistogramName, seconds: number, labels?: Record<string, string>): void;
}

export type CounterName =
  | 'turns_total' // labels: channel, outcome (ok | error)
  | 'intents_total' // labels: intent
  | 'fallbacks_total' // labels: channel
  | 'continuations_total'
  | 'escalations_total' // labels: reason
  | 'complaints_total' // labels: type
  | 'feedback_total' // labels: value (up | down)
  | 'account_calls_total' // labels: operation, outcome
  | 'notices_total' // labels: rule, outcome (told | told_before | refused | unreachable | too_late)
  | 'outbox_total' // labels: kind, outcome (sent | retry | dead)
  | 'sms_received_total' // labels: transport, outcome (taken | again | refused)
  | 'sms_receipts_total'; // labels: transport, kind, state (delivered | failed)
export type HistogramName = 'turn_seconds' | 'understanding_seconds' | 'account_call_seconds';

export const noMetrics: Metrics = { count() {}, observe() {} };
