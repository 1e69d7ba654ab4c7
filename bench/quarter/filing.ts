import type { Filed } from './protocol';
import { type Reply, type Talk, textTalk } from './talk';
import type { World } from './world';

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
  leavesAfter: number,
): AsyncGenerator<number, readonly Filed[], void> {
  if (talk.begin) yield* talk.begin();
  yield world.now + thinksMs;
  let reply = yield* talk.say(story);
  for (let answer = 0; answer < mostAnswers; answer += 1) {
    const filed = world.filedIn(talk.conversation);
    if (filed.length > 0) {
      told(world, talk, filed, reply);
      if (talk.end) yield* talk.end();
      return filed;
    }
    if (answer >= leavesAfter) return yield* leave(world, talk, phone);
    yield world.now + thinksMs;
    reply = yield* talk.say(answerTo(world, reply, phone));
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
  const elsewhere = isCall ? world.filedIn(textTalk(world, phone).conversation) : [];
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

function answerTo({ options: { stories } }: World, { text, choices }: Reply, phone: string | undefined): string {
  const yes = choices.find((choice) => choice.includes('就这样登记'));
  if (yes !== undefined) return yes;
  if (text.includes('这样登记可以吗')) return '可以';
  // What is asked comes last.
  const asked = text.split('\n').findLast((line) => line.includes('？')) ?? text;
  const fitting = stories.answers.find(({ asks }) => new RegExp(asks).test(asked));
  if (fitting === undefined) return '跳过';
  if (!fitting.say.includes('{phone}')) return fitting.say;
  return phone === undefined ? '匿名投诉' : fitting.say.replace('{phone}', phone);
}
