import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import type { Catalogue } from '../../src/complaints/catalogue';
import { type Complaint, complaintTypes } from '../../src/complaints/complaint';
import { fileComplaint } from '../../src/complaints/file-complaint';
import { formatComplaintNumber } from '../../src/complaints/number';
import type { AgentProfile } from '../../src/handoff/agent';
import type { WrapUpData } from '../../src/handoff/wrap-up-data';
import { shanghaiDay } from '../../src/ports/calendar';
import type { ComplaintRepository } from '../../src/ports/complaint-repository';
import { ManualClock } from '../../test/support/manual-clock';

export interface FillDeps {
  /** An empty store to try complaints out in. */
  readonly scratch: ComplaintRepository;
  readonly catalogue: Catalogue;
  readonly wrapUp: WrapUpData;
  /** The moment the store is looked at. */
  readonly now: number;
}

const agent: AgentProfile = { name: 'agent1', role: 'agent' };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Of a hundred complaints of the last fortnight so many are still open, and of older ones so many forgot something. */
const openInHundred = 60;
const forgottenInThousand = 2;

/**
 * So many complaints over so many days: worked off by the product's own acts, then copied under other
 * numbers and times. Most are over; those of the last two weeks are in every stage, and a few old ones owe a mark.
 */
export async function* madeComplaints(deps: FillDeps, count: number, days: number): AsyncGenerator<Complaint> {
  const { now } = deps;
  const made = await templates(deps);
  const serials = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const createdAt = now - Math.floor(((count - index) / count) * days * day);
    const isRecent = now - createdAt < 14 * day;
    const kind = isRecent
      ? index % 100 < openInHundred
        ? made.open
        : made.over
      : index % 1_000 < forgottenInThousand
        ? made.forgotten
        : made.over;
    const filedOn = shanghaiDay(createdAt).replaceAll('-', '');
    const serial = (serials.get(filedOn) ?? 0) + 1;
    serials.set(filedOn, serial);
    const number = formatComplaintNumber(filedOn, serial);
    yield copied(kind[index % kind.length] as Complaint, { index, createdAt, number, now });
  }
}

type Templates = Readonly<Record<'over' | 'open' | 'forgotten', readonly Complaint[]>>;

async function templates({ scratch, catalogue, wrapUp, now }: FillDeps): Promise<Templates> {
  const clock = new ManualClock(now);
  const acts = createComplaintActs({
    complaints: scratch,
    catalogue,
    wrapUp,
    clock,
    staff: () => [agent],
    mayGreet: async () => false,
  });
  const [cause = ''] = Object.keys(Object.values(wrapUp.causes)[0]?.causes ?? {});
  const made: Record<keyof Templates, Complaint[]> = { over: [], open: [], forgotten: [] };
  for (const [index, type] of complaintTypes.entries()) {
    for (let stage = 0; stage < 8; stage += 1) {
      clock.set(now);
      const key = `template_${index}_${stage}`;
      const { id } = await scratch.insert(
        fileComplaint(
          {
            ...{ type, conversationId: `conv_${key}`, channel: 'web', language: 'zh-Hans', identity: 'verified' },
            ...{ phone: '13700000000', slots: { place: '五一路', amountFen: 600 }, anger: 1 },
            story: '昨天下午去营业厅问扣费的事，等了一个多小时，最后说查不到，让我打热线，热线又让我回营业厅。',
          },
          { catalogue, now, id: key, createdBy: key, earlier: [] },
        ),
      );
      const steps = [
        () => acts.assess(id, agent, { severity: 'low', complexity: 'simple', impact: 'one', actAtOnce: false }),
        () => acts.investigate(id, agent),
        () => acts.answer(id, agent, { text: '已核实并退回多扣的6元，给您添麻烦了。', cause }),
        () => acts.communicated(id, { at: clock.now(), way: 'chat', reference: key }),
        () => acts.recheck(id, 'customer', true),
        () => acts.close(id, 'customer'),
        () => acts.feedBack(id, agent, '已反馈'),
      ];
      for (const step of steps.slice(0, stage)) {
        clock.advance(20 * minute);
        await step();
      }
      const complaint = await scratch.byId(id);
      if (!complaint) throw new Error(`${key} is gone.`);
      made[stage === 7 ? 'over' : stage === 6 || stage === 2 ? 'forgotten' : 'open'].push(complaint);
    }
  }
  return { ...made, open: [...made.open, ...made.forgotten] };
}

interface Copy {
  readonly index: number;
  readonly createdAt: number;
  readonly number: string;
  readonly now: number;
}

/** Another complaint of the same course, filed at another time: every time in it is moved. */
function copied(template: Complaint, { index, createdAt, number, now }: Copy): Complaint {
  const delta = createdAt - template.createdAt;
  const moved = JSON.parse(
    JSON.stringify(template).replace(/(?<=[:,[])1[0-9]{12}(?=[,}\]])/g, (at) => String(Number(at) + delta)),
  ) as Complaint;
  const id = `cmp_${index.toString(36)}`;
  const { dueAt, ...rest } = moved;
  return {
    ...rest,
    id,
    number,
    createdBy: `${id}:complaint`,
    conversationId: `conv_${id}`,
    phone: `137${String(index % 100_000_000).padStart(8, '0')}`,
    // Nobody keeps clocks here.
    ...(dueAt !== undefined && { dueAt: now + 365 * day }),
  };
}
