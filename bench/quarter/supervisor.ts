import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { KnownProblem } from '../../src/known-problems/known-problem';
import type { Actor } from './agenda';
import { type Dice, dice } from './dice';
import { dayMs, hourMs, midnight, minuteMs } from './own-calendar';
import type { ProblemAct } from './protocol';
import type { World } from './world';

const words = z.strictObject({ text: z.string(), english: z.string().optional() });
const schema = z.strictObject({
  known: z.array(words).min(1),
  news: z.array(words).min(1),
  repairs: z.array(words.extend({ cause: z.string() })).min(1),
  dismissals: z.array(z.string()).min(1),
});
const said = schema.parse(parse(readFileSync(join(__dirname, 'stories/supervisors.yaml'), 'utf8')));

/** What becomes of a suggestion. */
const fates = ['opened', 'opened', 'dismissed', 'opened', 'forgotten'] as const;
const closings = 5;
const half = 30 * minuteMs;

/** A trouble of many, as the supervisor knows it who has it. */
export interface Trouble {
  readonly id: string;
  readonly fate: (typeof fates)[number];
  /** As it stood on the board. */
  readonly suggested: KnownProblem;
  openedAt?: number;
  /** Complaints of the suggestion that were ticked when it was opened. */
  ticked?: readonly string[];
  /** What customers are told, and from when. */
  readonly news: {
    readonly at: number;
    readonly text: string;
    readonly english?: string | undefined;
    repairBy: number;
  }[];
  dismissedAt?: number;
  repair?: { readonly at: number; readonly text: string; readonly english?: string | undefined };
  readonly closedAt: number[];
}

/** A suggestion stands on the board: opened after a while, dismissed, or left until it lapses. */
export async function* supervise(world: World, id: string): Actor {
  const serial = world.troubles.size;
  const chance = dice(world.options.seed, 5_000_000 + serial);
  const suggested = yield* look(world, id);
  if (suggested?.status !== 'suggested') return;
  const fate = fates[serial % fates.length] ?? 'opened';
  const trouble: Trouble = { id, fate, suggested, news: [], closedAt: [] };
  world.troubles.set(id, trouble);
  if (fate === 'forgotten') return;
  yield world.now + chance.between(8, 50) * minuteMs;
  if (fate === 'dismissed') {
    yield* act(world, id, { act: 'dismiss', why: chance.pick(said.dismissals) });
    trouble.dismissedAt = world.now;
    return;
  }
  yield* open(world, trouble, chance);
  yield* mend(world, trouble, chance);
  yield* closeTogether(world, trouble, chance);
}

/** Ticks those that nobody has finished working on. */
async function* open(world: World, trouble: Trouble, chance: Dice): Actor {
  const { id } = trouble;
  const { suggestion } = (yield* look(world, id)) ?? trouble.suggested;
  const numbers = (suggestion?.numbers ?? []).filter((number) => world.cases.get(number)?.mayBeAttached === true);
  const { text, english } = chance.pick(said.known);
  const repairBy = Math.ceil((world.now + chance.between(3, 14) * hourMs) / half) * half;
  yield* act(world, id, { act: 'open', wish: { known: text, english, repairBy, numbers } });
  trouble.openedAt = world.now;
  trouble.ticked = numbers;
  trouble.news.push({ at: world.now, text, english, repairBy });
}

/** In time, or after another time was told, or late without a word. */
async function* mend(world: World, trouble: Trouble, chance: Dice): Actor {
  const { id } = trouble;
  const [first] = trouble.news;
  if (!first) return;
  const how = chance.weighted({ in_time: 5, postponed: 3, late: 2 });
  let repairAt = first.repairBy - chance.between(5, 90) * minuteMs;
  if (how === 'late') repairAt = first.repairBy + chance.between(60, 400) * minuteMs;
  if (how === 'postponed') {
    yield first.repairBy - chance.between(20, 100) * minuteMs;
    const { text, english } = chance.pick(said.news);
    const repairBy = Math.ceil((first.repairBy + chance.between(2, 9) * hourMs) / half) * half;
    yield* act(world, id, { act: 'update', known: text, english, repairBy });
    trouble.news.push({ at: world.now, text, english, repairBy });
    repairAt = repairBy - chance.between(5, 60) * minuteMs;
  }
  yield repairAt;
  const repair = chance.pick(said.repairs);
  yield* act(world, id, { act: 'repair', ...repair });
  trouble.repair = { at: world.now, text: repair.text, english: repair.english };
}

/** Some days later, and again as long as somebody is still waited for. */
async function* closeTogether(world: World, { id, closedAt }: Trouble, chance: Dice): Actor {
  for (let times = 0; times < closings; times += 1) {
    yield midnight(world.now) + chance.between(3, 6) * dayMs + (10 * 60 + chance.between(0, 60)) * minuteMs;
    if ((yield* look(world, id))?.status !== 'repaired') return;
    yield* act(world, id, { act: 'close' });
    closedAt.push(world.now);
  }
}

async function* look(world: World, id: string): AsyncGenerator<number, KnownProblem | undefined, void> {
  return (yield* world.request({ do: 'board', id })).problem;
}

async function* act(world: World, id: string, what: ProblemAct): Actor {
  const { result } = yield* world.request({ do: 'problem', id, by: 'supervisor2', what });
  if (result !== 'ok') world.faults.push(`${id}: ${what.act} was refused, ${result}`);
}
