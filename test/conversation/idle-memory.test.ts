import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { message, runnerFixture } from './runner-fixture';

/** R13: a conversation nobody speaks in or follows is in the store and nowhere else. */

const { node } = runnerFixture();
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A follower, a lane or a waiter left behind weighs more, in bytes. */
const leastKept = 500;

test('leaves nothing in memory once it was answered and is followed no more', async () => {
  const { runner } = node();
  const followers: WeakRef<object>[] = [];
  const serve = async (conversations: number): Promise<void> => {
    for (let index = 0; index < conversations; index += 1) {
      const id = await runner.open('web', 'dl_li');
      const heard: string[] = [];
      const follower = { logged: ({ id: entry }: { id: string }) => void heard.push(entry) };
      followers.push(new WeakRef(follower));
      const unfollow = runner.follow(id, 0, follower);
      const receipt = await runner.receive(id, 'one', message('x'));
      if (!receipt.ok) throw new Error(receipt.reason);
      await receipt.turn;
      await runner.idle();
      expect(heard).toHaveLength(4);
      unfollow();
    }
  };
  const heap = async (): Promise<number> => {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    return process.memoryUsage().heapUsed;
  };
  await serve(300);
  // The collector leaves something behind now and then: what is really kept is kept in every round,
  // and code that is not warm yet grows less from round to round.
  const grownBy: number[] = [];
  for (let round = 0; round < 6 && !(Math.min(...grownBy) < leastKept); round += 1) {
    const before = await heap();
    await serve(400);
    grownBy.push(((await heap()) - before) / 400);
  }
  expect(Math.min(...grownBy)).toBeLessThan(leastKept);
  expect(followers.filter((one) => one.deref() !== undefined).length).toBeLessThan(5);
}, 180_000);
