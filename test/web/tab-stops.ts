import type { Page } from 'playwright-core';

/** What the focus is on: its name, whether one sees that it has the focus, and whether nothing lies over it. */
const here = `(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  // What is larger than the window is seen by its middle.
  const y = box.height > innerHeight / 2 ? Math.max(innerHeight / 2, box.top + 1) : box.top + box.height / 2;
  const x = Math.max(0, Math.min(innerWidth - 1, box.left + box.width / 2));
  const above = document.elementFromPoint(x, y);
  const name = e.tagName + '.' + e.className + ' ' + (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 30);
  window.tabStops ??= new Map();
  if (!window.tabStops.has(e)) window.tabStops.set(e, window.tabStops.size);
  return {
    name,
    id: window.tabStops.get(e),
    faults: [
      // The button within a date has a ring of its own.
      e.type !== 'date' && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) ? 'its focus is not seen' : '',
      box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth ? 'it is out of sight' : '',
      above && !e.contains(above) && !above.contains(e) && !above.closest('label')?.contains(e) ? 'under ' + above.tagName + '.' + above.className : '',
    ].filter(Boolean),
  };
})()`;

interface Stop {
  readonly name: string;
  readonly id: number;
  readonly faults: readonly string[];
}

/** Tabs through the whole page and back; @returns what it came by, and what was wrong on the way */
export async function tabStops(page: Page): Promise<{ readonly stops: readonly string[]; readonly wrong: string[] }> {
  // Something that had the focus and is gone: the next stop is counted from its place.
  await page.evaluate(`(() => {
    const first = document.createElement('button');
    document.body.prepend(first);
    first.focus();
    first.remove();
    scrollTo(0, 0);
    window.tabStops = undefined;
  })()`);
  const stops: string[] = [];
  const wrong: string[] = [];
  const walk = async (key: string, most: number) => {
    const seen = new Set<number>();
    let last = -1;
    for (let at = 0; at < most; at += 1) {
      await page.keyboard.press(key);
      const stop = await page.evaluate<Stop | null>(here);
      // A date has several stops of its own.
      if (stop !== null && stop.id === last) continue;
      if (stop === null || seen.has(stop.id)) return;
      last = stop.id;
      seen.add(stop.id);
      if (key === 'Tab') stops.push(stop.name);
      wrong.push(...stop.faults.map((fault) => `${key}: ${stop.name}: ${fault}`));
    }
    wrong.push(`${key}: no end after ${most}`);
  };
  await walk('Tab', 250);
  await walk('Shift+Tab', 250);
  return { stops, wrong };
}
