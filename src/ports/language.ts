/** The languages the desk speaks. Simplified Chinese comes first. */
export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

/** One wording per language. */
export type Localized<T = string> = Record<Language, T>;

/** Whether there is a Chinese character in it, of either script. */
export const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
