/** What stands on lines of its own, without empty ones. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Numbers written with spaces, commas or on lines of their own. */
export const numbersOf = (text: string): readonly string[] => [
  ...new Set(text.split(/[\s,，、;；]/).filter((number) => number !== '')),
];
