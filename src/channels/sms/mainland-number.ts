/** A mobile number of the mainland, with or without its country code: `+86`, `0086` or `86` in front of eleven digits. */
const form = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/;

/** @returns the eleven digits, or `undefined` for anything else: a number abroad, a short code, a name */
export const mainlandNumber = (text: string): string | undefined => form.exec(text)?.[1];
