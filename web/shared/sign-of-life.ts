import { type ApiFault, session } from './ask-desk';

/** The server notes no more than one a minute. */
const everyMs = 60_000;

/**
 * Whoever presses, types or turns the wheel sits here (S16): the session is told so, whether the page has anything to ask
 * for just then or not. All that a page asks for of its own accord is asked quietly, and tells nothing.
 * @param over the session had ended before
 * @returns ends it
 */
export function tellLife(over: (fault: ApiFault) => void): () => void {
  let isOver = false;
  // Signing in, or opening the page, was one.
  let toldAt = Date.now();
  const touched = async () => {
    if (Date.now() - toldAt < everyMs) return;
    toldAt = Date.now();
    const answer = await session.me();
    if (!isOver && !answer.ok && answer.fault.status === 401) over(answer.fault);
  };
  const kinds = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const kind of kinds) addEventListener(kind, touched, { passive: true, capture: true });
  return () => {
    isOver = true;
    for (const kind of kinds) removeEventListener(kind, touched, { capture: true });
  };
}
