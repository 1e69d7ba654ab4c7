import type { Actor } from './agenda';
import type { Dice } from './dice';
import { languages, type Stories } from './stories';
import type { Talk } from './talk';
import type { World } from './world';

/** What somebody comes for who has nothing to complain of. */
export type Wish = 'questions' | 'unclear' | 'person' | 'leaves_line';

/** A visit: some questions, or a person. */
export async function* contact(world: World, talk: Talk, wish: Wish, dice: Dice): Actor {
  const { stories } = talk;
  if (talk.begin) yield* talk.begin();
  const pause = () => world.now + dice.between(10, 60) * 1_000;
  if (wish === 'person' || wish === 'leaves_line') {
    yield pause();
    return yield* person(world, talk, wish, dice);
  }
  const said = wish === 'unclear' ? [dice.pick(stories.unclear)] : [];
  const count = dice.between(1, 4);
  for (let index = 0; index < count; index += 1) said.push(dice.pick(stories.questions));
  // Some go on in another language.
  const other = otherStories(world, talk, dice);
  if (other) said.push(dice.pick(other.questions));
  for (const text of said) {
    yield pause();
    const saidAt = world.now;
    const { text: reply } = yield* talk.say(text);
    // Who is answered as the product dies is not seen to be; the log is, at the end.
    if (reply === '' && !world.wasCut(saidAt)) world.faults.push(`${talk.conversation}: no answer to “${text}”`);
  }
  if (talk.end) yield* talk.end();
}

/** The words of another language, for some. */
function otherStories(world: World, { language }: Talk, dice: Dice): Stories | undefined {
  if (!dice.chance(0.08)) return undefined;
  return world.options.stories[dice.pick(languages.filter((one) => one !== language))];
}

/** Asks for a person, is taken by one, and says how it was. */
async function* person(world: World, talk: Talk, wish: Wish, dice: Dice): Actor {
  const { staff } = world.options;
  const { conversation, stories } = talk;
  yield* talk.say(stories.person);
  if (wish === 'leaves_line') {
    yield world.now + dice.between(40, 240) * 1_000;
    yield* talk.say(stories.leaveLine);
    return;
  }
  const agents = staff.filter(({ role }) => role === 'agent');
  let by = dice.pick(agents).name;
  yield world.now + dice.between(10, 300) * 1_000;
  let taken = yield* world.request({ do: 'line', conversation, by, what: { act: 'take' } });
  if (taken.result !== 'ok') {
    world.faults.push(`${conversation}: nobody could be taken out of the line, ${taken.result}`);
    return;
  }
  if (dice.chance(0.12)) {
    yield world.now + dice.between(30, 120) * 1_000;
    const team = dice.pick(['billing', 'technical', 'service']);
    yield* world.request({ do: 'line', conversation, by, what: { act: 'transfer', team } });
    yield world.now + dice.between(20, 90) * 1_000;
    by = dice.pick(agents).name;
    taken = yield* world.request({ do: 'line', conversation, by, what: { act: 'take' } });
  }
  for (const [index, text] of stories.answersOfPeople.entries()) {
    yield world.now + dice.between(10, 90) * 1_000;
    const what = { act: 'say', messageId: `${conversation}.${index}`, text } as const;
    yield* world.request({ do: 'line', conversation, by, what });
    yield world.now + dice.between(10, 60) * 1_000;
    yield* talk.say(stories.chatWithPerson[index] ?? stories.person);
  }
  yield world.now + dice.between(20, 400) * 1_000;
  const isSolved = dice.chance(0.85);
  const finish = { act: 'finish', result: isSolved ? 'solved' : 'not_solved', cause: 'change_wanted' } as const;
  const { result } = yield* world.request({ do: 'line', conversation, by, what: finish });
  if (result !== 'ok') world.faults.push(`${conversation}: could not be finished, ${result}`);
  if (!dice.chance(0.6)) return;
  yield world.now + dice.between(10, 60) * 1_000;
  const score = dice.weighted({ satisfied: 6, neutral: 2, unsatisfied: 1 });
  yield* talk.say(stories.scores[score]);
  yield world.now + dice.between(10, 60) * 1_000;
  yield* talk.say(stories.skip);
}
