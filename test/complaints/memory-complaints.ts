import type { Complaint } from '../../src/complaints/complaint';
import { formatComplaintNumber } from '../../src/complaints/number';
import type { ComplaintRepository } from '../../src/ports/complaint-repository';
import type { NewOutboxEntry } from '../../src/ports/outbox';

/** Complaints in memory, by the rules of the port: conditional writes, outbox keys unique for ever. */
export class MemoryComplaints implements ComplaintRepository {
  readonly outbox: NewOutboxEntry[] = [];
  /** Called between the reading and the writing of the next act, once. */
  meanwhile: (() => void | Promise<void>) | undefined;
  private readonly stored = new Map<string, Complaint>();
  private readonly writes = new Map<string, number>();
  private serial = 0;

  async insert(complaint: Parameters<ComplaintRepository['insert']>[0], outbox: readonly NewOutboxEntry[] = []) {
    this.serial += 1;
    const numbered = { ...complaint, number: formatComplaintNumber('20261121', this.serial), version: 1 };
    return this.put(numbered, outbox);
  }

  put(complaint: Complaint, outbox: readonly NewOutboxEntry[] = []): Complaint {
    // What is stored is JSON: nothing undefined, nothing shared.
    this.stored.set(complaint.id, JSON.parse(JSON.stringify(complaint)));
    this.writes.set(complaint.id, Math.max(0, ...this.writes.values()) + 1);
    for (const entry of outbox) {
      if (this.outbox.some(({ key }) => key === entry.key)) throw new Error(`The key ${entry.key} is taken.`);
      this.outbox.push(JSON.parse(JSON.stringify(entry)));
    }
    return this.get(complaint.id);
  }

  get(id: string): Complaint {
    const found = this.stored.get(id);
    if (found === undefined) throw new Error(`No complaint ${id}.`);
    return found;
  }

  async byId(id: string) {
    const found = this.stored.get(id);
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    return found;
  }

  async byNumber(number: string) {
    return [...this.stored.values()].find((complaint) => complaint.number === number);
  }

  async ofPhone(phone: string, since: number) {
    return [...this.stored.values()].filter((found) => found.phone === phone && found.createdAt >= since);
  }

  async due(now: number, limit: number) {
    return [...this.stored.values()]
      .filter(({ dueAt = Infinity }) => dueAt <= now)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async list({ statuses, before }: Parameters<ComplaintRepository['list']>[0], limit: number) {
    const isAfter = ({ createdAt, id }: Complaint) =>
      before === undefined || createdAt < before.createdAt || (createdAt === before.createdAt && id < before.id);
    return [...this.stored.values()]
      .filter((found) => (statuses === undefined || statuses.includes(found.status)) && isAfter(found))
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  async count(query: Parameters<ComplaintRepository['list']>[0], most: number) {
    return (await this.list(query, most)).length;
  }

  async changed(limit: number, position = '0') {
    const all = [...this.writes].filter(([, at]) => at > Number(position)).sort(([, a], [, b]) => a - b);
    const some = all.slice(0, limit);
    return { position: String(some.at(-1)?.[1] ?? position), complaints: some.map(([id]) => this.get(id)) };
  }

  async ofProblem(problemId: string, limit: number, after?: string) {
    const place = (complaint: Complaint | undefined) => [complaint?.createdAt ?? 0, complaint?.id ?? ''] as const;
    const [at, id] = place(after === undefined ? undefined : this.stored.get(after));
    return [...this.stored.values()]
      .filter(({ problem }) => problem?.id === problemId)
      .filter((found) => found.createdAt > at || (found.createdAt === at && found.id > id))
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async replace(complaint: Complaint, outbox: readonly NewOutboxEntry[] = []) {
    if (this.stored.get(complaint.id)?.version !== complaint.version) return undefined;
    return this.put({ ...complaint, version: complaint.version + 1 }, outbox);
  }

  /** Names of what conversations are told, with the step of progress. */
  told(): string[] {
    return this.outbox
      .filter(({ kind }) => kind === 'conversation')
      .map(({ payload }) => {
        const { name, value } = payload as { name: string; value: { step?: string } };
        return [name.replace('complaint.', ''), ...(value.step === undefined ? [] : [value.step])].join(' ');
      });
  }
}
