/**
 * Half surrogates cannot be stored as UTF-8 and NUL ends strings in some stores: the first become U+FFFD, the second
 * goes.
 */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '');
