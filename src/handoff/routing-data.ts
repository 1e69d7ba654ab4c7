import { z } from 'zod';
import { nameSchema } from '../complaints/template';
import { loadData } from '../data-files/load-data';
import { handoffReasons } from './handoff';

const seconds = z.number().int().positive();

/** Brands of src/ports/account-gateway.ts. */
const brands = ['global_tone', 'm_zone', 'easy_own'] as const;

const condition = z
  .strictObject({
    reason: z.array(z.enum(handoffReasons)).min(1),
    threat: z.array(z.enum(['regulator', 'press', 'leave', 'legal'])).min(1),
    anger: z.number().int().min(1).max(3),
    repeat_count: z.number().int().positive(),
    age: z.number().int().positive(),
    brand: z.array(z.enum(brands)).min(1),
  })
  .partial()
  .refine((when) => Object.keys(when).length > 0, 'a line needs a condition');

/** nlp-models/handoff/routing.yaml; what each field means stands there. */
export const routingSchema = z
  .strictObject({
    offer_seconds: seconds,
    choice: z.enum(['longest_idle', 'least_loaded']),
    capacity: z.number().int().min(1).max(20),
    head_start: z.strictObject({
      cap_minutes: z.number().int().positive(),
      lines: z.array(z.strictObject({ when: condition, minutes: z.number().int().positive() })),
    }),
    sticky_hours: z.number().int().positive(),
    widen_after_seconds: seconds,
    any_language_after_seconds: seconds,
    reserved_seconds: seconds,
    passed_over_seconds: seconds,
    missed_offers_to_away: z.number().int().positive(),
    // R14: half a second between two looks and five between two signs of life still make less than 30 s.
    vanished_seconds: seconds.min(10).max(24),
    queue_updates: z.strictObject({ improved_seconds: seconds.min(30), repeat_seconds: seconds }),
    call_back: z.strictObject({ attempts: z.number().int().positive() }),
    closing_grace_seconds: seconds,
    standard: z.strictObject({ first_answer_seconds: seconds, by_team: z.record(z.string(), seconds) }),
    teams: z.record(z.string(), nameSchema),
    owners: z.record(z.string(), z.array(z.string()).min(1)),
    away_reasons: z.record(z.string(), nameSchema),
  })
  .refine(({ offer_seconds, passed_over_seconds }) => passed_over_seconds > offer_seconds, {
    message: 'passed_over_seconds must be longer than offer_seconds, or the same person is asked again and again',
  })
  .refine((data) => data.any_language_after_seconds >= data.widen_after_seconds, {
    message: 'any_language_after_seconds must not come before widen_after_seconds',
  });

export type Routing = z.infer<typeof routingSchema>;

/** @throws DataFileError when the file is missing or wrong */
export const loadRouting = (dir: string): Routing => loadData(dir, 'routing.yaml', routingSchema);

/** Longest wait for a person that keeps the standard, in ms. */
export const standardMs = ({ standard }: Routing, team: string): number =>
  1000 *
  ((Object.hasOwn(standard.by_team, team) ? standard.by_team[team] : undefined) ?? standard.first_answer_seconds);
