/**
 * Splits a reference of letters and digits (`a3f9c2d1`, `R20261121`) into its runs.
 * @returns undefined for what is a word or a name with a number behind it (`iPhone15`), or no mixture at all
 */
export function codeParts(token: string): readonly string[] | undefined {
  if (!/\d/.test(token) || !/[A-Za-z]/.test(token) || /^[A-Za-z]{3,20}\d{1,3}$/.test(token)) return undefined;
  return token.toUpperCase().match(/[A-Z]|\d+/g) ?? undefined;
}

/** Letters one by one: `CXYE` → `C X Y E`. */
export const spelled = (letters: string): string => [...letters.toUpperCase()].join(' ');
