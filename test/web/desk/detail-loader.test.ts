import type { HandoffDetail } from '../../../src/desk/desk-api';
import type { ApiFault, ApiResult } from '../../../web/desk/api';
import { DetailLoader } from '../../../web/desk/detail-loader';
import { startState } from '../../../web/desk/state/desk-state';
import { reduce } from '../../../web/desk/state/reduce';
import { createStore } from '../../../web/desk/state/store';
import { aCase } from './fake-cases';
import { aMe, event } from './state/a-summary';

/** A page with one brief open, and the server it asks. */
async function opened() {
  let detail: HandoffDetail = { ...aCase().detail, id: 'h1', version: 1 };
  let fault: ApiFault | undefined;
  const asked: boolean[] = [];
  const told: unknown[] = [];
  const store = createStore(reduce, startState);
  let drawn = 0;
  const loader = new DetailLoader({
    store,
    ask: async (_, quiet = false): Promise<ApiResult<HandoffDetail>> => {
      asked.push(quiet);
      return fault ? { ok: false, fault } : { ok: true, value: structuredClone(detail) };
    },
    gone: (id) => void told.push(id),
    fault: (why) => void told.push(why.status),
  });
  store.subscribe((state, before) => {
    drawn += 1;
    loader.follow(state, before);
  });
  store.dispatch({ type: 'signed_in', me: aMe });
  store.dispatch({ type: 'route', route: { view: 'inbox', id: 'h1' } });
  await new Promise(setImmediate);
  return {
    store,
    loader,
    asked,
    told,
    drawn: () => drawn,
    change: (changed: Partial<HandoffDetail>) => {
      detail = { ...detail, ...changed };
    },
    refuse: (status: number) => {
      fault = { status, code: 'x', agent: undefined, retryAfterSeconds: 0 };
    },
  };
}

test('a complaint somebody else corrected is seen while the brief is open, and costs no redrawing else', async () => {
  const page = await opened();
  expect(page.asked).toEqual([false]);
  const drawn = page.drawn();
  await page.loader.lookAgain();
  expect(page.asked).toEqual([false, true]);
  expect(page.drawn()).toBe(drawn);
  const [card] = page.store.get().details.get('h1')?.complaints ?? [];
  if (!card) throw new Error('The case has no complaint.');
  page.change({ complaints: [{ ...card, type: 'after_sales' }] });
  await page.loader.lookAgain();
  expect(page.store.get().details.get('h1')?.complaints).toMatchObject([{ type: 'after_sales' }]);
  expect(page.asked).toEqual([false, true, true]);
});

test('a newer version is asked for at once', async () => {
  const page = await opened();
  page.change({ version: 2 });
  page.store.dispatch(event({ type: 'handoff', summary: { ...aCase().detail, id: 'h1', version: 2 } }));
  await new Promise(setImmediate);
  expect(page.store.get().details.get('h1')?.version).toBe(2);
});

test('nothing open, nothing asked; what is away is let go, and a server that is away is not spoken of', async () => {
  const page = await opened();
  page.refuse(503);
  await page.loader.lookAgain();
  expect(page.told).toEqual([]);
  page.refuse(401);
  await page.loader.lookAgain();
  page.refuse(404);
  await page.loader.lookAgain();
  expect(page.told).toEqual([401, 'h1']);
  const asked = page.asked.length;
  await page.loader.lookAgain();
  page.store.dispatch({ type: 'route', route: { view: 'live' } });
  await page.loader.lookAgain();
  expect(page.asked.length).toBe(asked);
});
