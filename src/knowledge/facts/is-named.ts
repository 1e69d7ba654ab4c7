import type { FactsInput } from '../facts-function';
import { traditionalSigns } from '../traditional';

/** Whether the customer's sentence names it: as we write it in any language, or in Traditional signs of the same words. */
export const isNamed = (
  { text, toTraditional }: Pick<FactsInput, 'text' | 'toTraditional'>,
  { name, nameEn }: { readonly name: string; readonly nameEn: string },
): boolean =>
  [name, toTraditional(name), traditionalSigns(name)].some((each) => text.includes(each)) ||
  text.toLowerCase().includes(nameEn.toLowerCase());
