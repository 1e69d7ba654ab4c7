import type { Filed } from './protocol';
import { type Reply, type Talk, textTalk } from './talk';
import type { World } from './world';

/** How somebody answers who complains. */
export interface Answering {
  /** Goes away after so many answers. */
  readonly leavesAfter: number;
  /** Asked whether to be on record for what is known already. */
  readonly joins: boolean;
}

/** More questions than that nobody answers. */
const mostAnswers = 16;
const thinksMs = 25_000;

/**
 * Tells a story and answers what is asked, until it is recorded; a customer who goes away in the middle is recorded by the
 * desk's own timer.
 * @returns what was recorded; more than one where the story holds more than one matter
 */
export async function* fileComplaint(
  world: World,
  talk: Talk,
  story: string,
  phone: string | undefined,
  { leavesAfter, joins }: Answering,
): AsyncGenerator<number, readonly Filed[], void> {
  if (talk.begin) yield* talk.begin();
  yield world.now + thinksMs;
  const begun = { conversation: talk.conversation, at: world.now, left: false };
  world.told.push(begun);
  let reply = yield* talk.say(story);
  for (let answer = 0; answer < mostAnswers; answer += 1) {
    const filed = world.filedIn(talk.conversation);
    if (filed.length > 0) {
      told(world, talk, filed, reply);
      if (talk.end) yield* talk.end();
      return filed;
    }
    if (answer >= leavesAfter) {
      begun.left = true;
      return yield* leave(world, talk, phone);
    }
    yield world.now + thinksMs;
    reply = yield* talk.say(answerTo(world, talk, reply, { phone, joins }));
  }
  world.faults.push(
    `${talk.conversation}: the complaint was not recorded; the last reply was “${reply.text.slice(-200)}”`,
  );
  return [];
}

/**
 * Nobody goes on: what was told is recorded all the same, after half an hour; what was told by telephone is offered to be
 * gone on with by text message, and recorded a day later.
 */
async function* leave(
  world: World,
  talk: Talk,
  phone: string | undefined,
): AsyncGenerator<number, readonly Filed[], void> {
  if (talk.end) yield* talk.end();
  const isCall = talk.channel === 'voice' && phone !== undefined;
  yield world.now + (isCall ? 25 * 60 : 45) * 60_000;
  const elsewhere = isCall ? world.filedIn(textTalk(world, phone, talk.language).conversation) : [];
  const filed = [...world.filedIn(talk.conversation), ...elsewhere];
  if (filed.length === 0) world.faults.push(`${talk.conversation}: left in the middle, and never recorded`);
  return filed;
}

/** The number is said with the complaint, in that very reply. */
function told(world: World, { conversation, channel }: Talk, filed: readonly Filed[], { text }: Reply): void {
  for (const { number } of filed)
    if (channel !== 'voice' && !text.includes(number))
      world.faults.push(`${conversation}: ${number} was recorded and not told`);
}

function answerTo(
  world: World,
  { conversation, stories }: Talk,
  { text, choices }: Reply,
  { phone, joins }: { readonly phone: string | undefined; readonly joins: boolean },
): string {
  const { marks, join } = stories;
  if (join.asks.test(text)) {
    world.joinings.push({ conversation, joins, at: world.now });
    return joins ? join.yes : join.no;
  }
  const yes = choices.find((choice) => marks.confirm.test(choice));
  if (yes !== undefined) return yes;
  if (marks.confirm.test(text)) return stories.confirm;
  // What is asked comes last.
  const asked = text.split('\n').findLast((line) => marks.question.test(line)) ?? text;
  const fitting = stories.answers.find(({ asks }) => asks.test(asked));
  if (fitting === undefined) return stories.skip;
  if (!fitting.say.includes('{phone}')) return fitting.say;
  return phone === undefined ? stories.anonymous : fitting.say.replace('{phone}', phone);
}
