import { z } from 'zod';

const sentence = z.string().trim().min(1).max(1200);

/** One thing said in one language: plain text, or text with a spoken form of its own. */
export const wordingSchema = z.union([
  sentence.transform((text): { text: string; speak?: string | undefined } => ({ text })),
  z.strictObject({ text: sentence, speak: sentence.optional() }),
]);

/** The same in all three languages. */
export const localizedWording = z.strictObject({
  'zh-Hans': wordingSchema,
  'zh-Hant': wordingSchema,
  en: wordingSchema,
});
export type LocalizedWording = z.infer<typeof localizedWording>;

export const localizedText = z.strictObject({ 'zh-Hans': sentence, 'zh-Hant': sentence, en: sentence });
export type LocalizedText = z.infer<typeof localizedText>;
