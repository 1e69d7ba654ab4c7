import { z } from 'zod';
import { localizedText, localizedWording } from './localized';

const id = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);
const followUps = z.array(id).max(5);

const variantSchema = z.strictObject({ ...localizedWording.shape, followUps: followUps.optional() });

export const proposalSchema = z.strictObject({
  action: z.enum(['cancel_service', 'set_data_cap', 'order_data_pack', 'order_ring_back_tone', 'open_repair_order']),
  ask: localizedWording,
  /** `{effectiveMonth}` and `{reference}`. */
  done: localizedWording,
  refused: z.strictObject({
    not_found: localizedWording,
    already_done: localizedWording,
    not_allowed: localizedWording,
  }),
});

/** One question customers ask: an intent and all that may be said to it. */
export const entrySchema = z.strictObject({
  intent: z.string().regex(/^[a-z_]{1,30}\.[a-z_]{1,40}$/),
  personal: z.enum(['required', 'optional', 'none']),
  needs: z.array(z.enum(['subscriber', 'bills', 'usage', 'services'])).default([]),
  /** Name in `facts/registry.ts`; without one only `general` speaks. */
  facts: id.optional(),
  /** The wording without account data. */
  general: variantSchema,
  followUps: followUps.default([]),
  variants: z.record(id, variantSchema).default({}),
  /** Id in `proposals.yaml`: what may be done once the facts name an action. */
  proposal: id.optional(),
});
export type Entry = z.infer<typeof entrySchema>;

export type Proposal = z.infer<typeof proposalSchema>;
export const proposalFileSchema = z.strictObject({ proposals: z.record(id, proposalSchema) });

export const entryFileSchema = z.strictObject({ entries: z.array(entrySchema).min(1) });

/** A follow-up button: its title, and the sentence it says, which understanding must read as `intent`. */
export const suggestionSchema = z.strictObject({
  /** Absent: not a sentence for the classifier (the dialog knows it). */
  intent: z.string().optional(),
  title: localizedText,
  say: localizedText,
});
export type SuggestionEntry = z.infer<typeof suggestionSchema>;
export const suggestionFileSchema = z.strictObject({ suggestions: z.record(id, suggestionSchema) });

export const phraseFileSchema = z.strictObject({
  /** Single words: how it was ordered, brands, included services. */
  phrases: z.record(id, localizedText),
  /** Templates of list rows. */
  lines: z.record(id, localizedText),
});
export type Phrases = z.infer<typeof phraseFileSchema>;
