/** No press lasts longer as far as {@link whenReleased} is concerned: who selects text for minutes still sees news. */
const longestPressMs = 2000;
/** A finger's click comes a moment after it was lifted. */
const clickWithinMs = 50;

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
  isPressed = false;
  for (let change = held.shift(); change; change = held.shift()) change();
}

if (typeof addEventListener === 'function') {
  const heard = { capture: true, passive: true };
  addEventListener(
    'pointerdown',
    () => {
      isPressed = true;
      releaseIn(longestPressMs);
    },
    heard,
  );
  // A list that was opened by the press takes the release for itself: what is chosen in it ends the press.
  for (const end of ['pointerup', 'pointercancel', 'keydown', 'input'])
    addEventListener(end, () => releaseIn(clickWithinMs), heard);
  // After everybody has heard of the click.
  addEventListener('click', () => releaseIn(0), heard);
}
