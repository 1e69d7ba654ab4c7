import { eventually } from '../../../support/eventually';
import type { StaffPage } from './staff-page';

/** Both click before either's request has left; then both requests go. */
export async function bothAtOnce(
  people: readonly StaffPage[],
  request: string | RegExp,
  click: (person: StaffPage) => Promise<void>,
): Promise<void> {
  let held = 0;
  let go = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    go = resolve;
  });
  for (const { page } of people) {
    await page.route(request, async (route) => {
      held += 1;
      await all;
      await route.continue();
    });
  }
  await Promise.all(people.map(click));
  await eventually(() => held === people.length);
  go();
  await Promise.all(people.map(({ page }) => page.unrouteAll({ behavior: 'wait' })));
}
