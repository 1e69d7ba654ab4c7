/**
 * One way of saying something written: what is looked for, and what is said instead. Patterns are global, short and
 * bounded (S8). What a rule says has no digits and no sign another rule looks for, so that saying it again changes nothing.
 */
export type SpeechRule = readonly [pattern: RegExp, say: string | ((found: string, ...groups: string[]) => string)];

/**
 * One rule after the other over the whole text.
 * @param finish what is done to every piece a rule put in, and to nothing else of the text
 */
export function applyRules(
  text: string,
  rules: readonly SpeechRule[],
  finish = (piece: string): string => piece,
): string {
  let said = text;
  for (const [pattern, say] of rules)
    said = said.replace(pattern, (found: string, ...groups: string[]) =>
      finish(typeof say === 'string' ? say : say(found, ...groups)),
    );
  return said;
}
