/** Several messages of one story where there is room for a line: a mark between them, as they stand on lines of their own. */
export const inOneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' · ');
