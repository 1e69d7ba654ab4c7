import { countNumerals } from './signs';

const spokenDigits: Record<string, string> = {
  零: '0',
  〇: '0',
  洞: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  拐: '7',
  八: '8',
  九: '9',
  勾: '9',
};
const mobile = /(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)/g;
const spoken =
  /(?<![零〇洞一幺二两三四五六七拐八九勾])[一幺][三四五六七拐八九勾](?:[\s,，、-]?[零〇洞一幺二两三四五六七拐八九勾]){9}(?![零〇洞一幺二两三四五六七拐八九勾])/g;
const landline = /(?<!\d)(0\d{2,3}[\s-]?\d{7,8})(?!\d)/g;

/** Phone numbers written or read out digit by digit, digits only. */
export function phonesOf(text: string, numerals = countNumerals(text)): string[] {
  if (numerals < 10) return [];
  const found: { at: number; phone: string }[] = [];
  for (const match of text.matchAll(mobile))
    found.push({ at: match.index, phone: (match[1] ?? '').replace(/\D/g, '') });
  for (const match of text.matchAll(landline))
    found.push({ at: match.index, phone: (match[1] ?? '').replace(/\D/g, '') });
  for (const match of text.matchAll(spoken)) found.push({ at: match.index, phone: digitsOf(match[0]) });
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ phone }) => phone))];
}

const number = /(?<![a-z\d])c?((?:[\s-]{0,3}\d){13})(?!\d)/g;
const loose = /[零〇洞一幺二两三四五六七拐八九勾]/g;

/** Complaint numbers in any spacing, case, or read aloud, in canonical form (`C20261121-0042-7`). */
export function complaintNumbersOf(text: string, numerals = countNumerals(text)): string[] {
  if (numerals < 13) return [];
  const found = new Set<string>();
  const asDigits = text.replace(loose, (char) => spokenDigits[char] ?? char).replace(/杠|横杠|减号|dash|[–—_]/g, '-');
  for (const match of asDigits.matchAll(number)) {
    const plain = (match[1] ?? '').replace(/\D/g, '');
    const parts = /^(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{4})(\d)$/.exec(plain);
    if (parts) found.add(`C${parts[1]}-${parts[2]}-${parts[3]}`);
  }
  return [...found];
}

const digitsOf = (words: string): string => [...words].map((char) => spokenDigits[char] ?? '').join('');
