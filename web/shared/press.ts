/** No press lasts longer as far as {@link whenReleased} is concerned: who selects text for minutes still sees news. */
const longestPressMs = 2000;
/** A finger's click comes a moment after it was lifted. */
const clickWithinMs = 50;
/** What a click sets off after everybody has heard of it: a change, a form sent, a panel opened. */
const goesOn = 'input, select, textarea, label, summary, button:not([type=button]), [popovertarget]';

let isPressed = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const held: (() => void)[] = [];

/**
 * Does it now, or after the press that is under way: what changes a page between a press and its release makes the click
 * hit something else, or nothing. In the order of the calls.
 */
export function whenReleased(change: () => void): void {
  if (isPressed || held.length > 0) held.push(change);
  else change();
}

function releaseIn(ms: number): void {
  if (!isPressed) return;
  clearTimeout(timer);
  timer = setTimeout(release, ms);
}

function release(): void {
  if (!isPressed) return;
  clearTimeout(timer);
  isPressed = false;
  for (let change = held.shift(); change; change = held.shift()) change();
}

if (typeof addEventListener === 'function') {
  const first = { capture: true, passive: true };
  const pressed = () => {
    // What the last press held back is what this one is pressed on.
    release();
    isPressed = true;
    releaseIn(longestPressMs);
  };
  addEventListener('pointerdown', pressed, first);
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => releaseIn(clickWithinMs), first);
  addEventListener('click', () => releaseIn(0), first);
  // Whoever hears of the click has heard of it: what it led to is drawn before anything else happens.
  addEventListener('click', ({ target }) => {
    if (!(target instanceof Element && target.closest(goesOn))) queueMicrotask(release);
  });
  for (const last of ['change', 'submit']) addEventListener(last, release);
  for (const next of ['beforetoggle', 'keydown']) addEventListener(next, release, first);
}
