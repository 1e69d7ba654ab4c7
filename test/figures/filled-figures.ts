import { join } from 'node:path';
import { type Catalogue, loadCatalogue } from '../../src/complaints/catalogue';
import { loadTypeOfTopic } from '../../src/figures/contacts';
import { createFigures } from '../../src/figures/create-figures';
import type { ContactFact } from '../../src/figures/facts';
import { createSheetJob, type SheetJobDeps } from '../../src/figures/sheet-job';
import type { Handoff } from '../../src/handoff/handoff';
import { loadWorkingDays } from '../../src/handoff/hours';
import { silentLog } from '../../src/ports/log';
import type { LogRecord } from '../../src/ports/record-log';
import { MemoryComplaints } from '../complaints/memory-complaints';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

const data = join(__dirname, '../../nlp-models');
let loaded: Catalogue | undefined;
/** The desk's own catalogue. */
export const rules = (): Catalogue => {
  loaded ??= loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));
  return loaded;
};

/** What was written, in the order it came; a page at a time. */
class Written<One> {
  readonly all: One[] = [];

  async page(limit: number, position = '0') {
    const found = this.all.slice(Number(position), Number(position) + limit);
    return { position: String(Number(position) + found.length), found };
  }
}

/** Everything the figures are made of, in memory. */
export class FilledFigures {
  readonly clock = new ManualClock(Date.parse('2026-11-23T10:00:00+08:00'));
  readonly complaints = new MemoryComplaints();
  readonly documents = memoryDocuments(this.clock);
  private readonly handoffLog = new Written<Handoff>();
  private readonly recordLogs = new Map<string, Written<LogRecord>>();

  readonly deps: SheetJobDeps = {
    complaints: this.complaints,
    documents: this.documents,
    rules: rules(),
    typeOfTopic: loadTypeOfTopic(join(data, 'figures')),
    clock: this.clock,
    log: silentLog,
    handoffs: {
      byId: async (id) => this.handoffLog.all.findLast((handoff) => handoff.id === id),
      written: async (limit, from) => {
        const { position, found } = await this.handoffLog.page(limit, from);
        return { position, handoffs: found };
      },
    },
    records: {
      get: async (kind, key) => this.recordsOf(kind).all.find((record) => record.key === key),
      written: async (kind, limit, from) => {
        const { position, found } = await this.recordsOf(kind).page(limit, from);
        return { position, records: found };
      },
    },
  };

  readonly job = createSheetJob(this.deps);
  readonly figures = createFigures(this);

  handoff(handoff: Handoff): void {
    this.handoffLog.all.push(handoff);
  }

  record(kind: LogRecord['kind'], key: string, fields: object): void {
    const record = { kind, key, at: this.clock.now(), conversationId: 'c1', data: { ...fields } };
    this.recordsOf(kind).all.push(record);
  }

  private recordsOf(kind: string): Written<LogRecord> {
    const log = this.recordLogs.get(kind) ?? new Written<LogRecord>();
    this.recordLogs.set(kind, log);
    return log;
  }

  contact(fact: ContactFact): void {
    this.record('contact', fact.id, fact);
  }

  /** Brings all in, and lets the figures look again. */
  async bringIn(): Promise<void> {
    await this.job.run(new AbortController().signal);
    this.clock.advance(1_000);
  }
}
