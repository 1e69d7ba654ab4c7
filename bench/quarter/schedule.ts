import type { Actor } from './agenda';
import { Case } from './case';
import { casePlan } from './case-plan';
import { contact } from './contact';
import { dice } from './dice';
import { fileComplaint } from './filing';
import type { MarkName } from './ledger-check';
import { Noticed } from './notices';
import { dayMs, minuteMs } from './own-calendar';
import type { Plan, PlannedComplaint } from './plan';
import { languageOf, sentenceOf } from './stories';
import { callTalk, pageTalk, type Talk, textTalk } from './talk';
import type { World } from './world';

/** Everybody of the plan comes. @returns how many complaints were recorded so far */
export function schedule(world: World, plan: Plan, planted: Map<string, readonly MarkName[]>): () => number {
  let recorded = 0;
  for (const planned of plan.complaints)
    world.go(
      complains(world, planned, planted, () => (recorded += 1)),
      planned.at,
    );
  for (const { at, index, customer, channel, wish } of plan.contacts) {
    const talk = talkOf(world, channel, customer, `visit${index}`);
    if (channel !== 'sms') world.speakers.set(phoneOf(customer), languageOf(customer));
    world.go(contact(world, talk, wish, dice(world.options.seed, 1_000_000 + index)), at);
  }
  for (const notice of plan.notices) world.go(new Noticed(world, notice, phoneOf(notice.customer)).run(), notice.at);
  for (const paper of plan.papers) world.go(fromPaper(world, paper, planted), paper.at);
  return () => recorded;
}

const phoneOf = (customer: number): string => `139${String(customer).padStart(8, '0')}`;

function talkOf(world: World, channel: Talk['channel'], customer: number, name: string): Talk {
  const [phone, language] = [phoneOf(customer), languageOf(customer)];
  if (channel === 'sms') return textTalk(world, phone, language);
  return channel === 'voice' ? callTalk(world, phone, name, language) : pageTalk(world, name, language);
}

/** Tells a complaint, and sees it through. */
async function* complains(
  world: World,
  planned: PlannedComplaint,
  planted: Map<string, readonly MarkName[]>,
  recorded: () => void,
): Actor {
  const { index, customer, anonymous, joins, leavesAfter } = planned;
  const channel = anonymous ? 'web' : planned.channel;
  const phone = anonymous ? undefined : phoneOf(customer);
  world.speakers.set(phoneOf(customer), languageOf(customer));
  const talk = talkOf(world, channel, customer, `complaint${index}`);
  const story = sentenceOf(talk.stories, planned.story);
  const filed = yield* fileComplaint(world, talk, story, phone, { leavesAfter, joins });
  for (const [part, one] of filed.entries()) {
    recorded();
    const chance = dice(world.options.seed, 2_000_000 + index * 4 + part);
    const omitted = part === 0 ? planned.omitted : [];
    if (omitted.length > 0) planted.set(one.number, omitted);
    const mayReopen = world.now < world.until - 20 * dayMs;
    const plan = casePlan(chance, one.type, omitted, mayReopen);
    const matter = { filed: one, phone: one.phone, talk, plan, dice: chance };
    world.go(new Case(world, matter).run());
  }
  const [first] = filed;
  if (!planned.toldTwice || first === undefined || phone === undefined) return;
  yield world.now + 40 * minuteMs;
  const other = pageTalk(world, `again${index}`, talk.language);
  const again = yield* fileComplaint(world, other, story, phone, { leavesAfter: Number.POSITIVE_INFINITY, joins });
  for (const [part, one] of again.entries()) {
    recorded();
    const chance = dice(world.options.seed, 3_000_000 + index * 4 + part);
    const plan = casePlan(chance, one.type, [], true);
    const matter = { filed: one, phone, talk: other, plan, dice: chance, mergedInto: () => first.number };
    world.go(new Case(world, matter).run());
  }
}

async function* fromPaper(
  world: World,
  { key, customer }: Plan['papers'][number],
  planted: Map<string, readonly MarkName[]>,
): Actor {
  const phone = phoneOf(customer);
  const talk = textTalk(world, phone, languageOf(customer));
  yield* world.request({ do: 'paper', key, phone, language: talk.language });
  const [filed] = world.filedIn(talk.conversation);
  if (!filed) return void world.faults.push(`${key}: was not put in`);
  planted.set(filed.number, ['recorded']);
  const chance = dice(world.options.seed, 4_000_000 + customer);
  yield* new Case(world, {
    filed,
    phone,
    talk,
    plan: casePlan(chance, filed.type, ['recorded'], true),
    dice: chance,
  }).run();
}
