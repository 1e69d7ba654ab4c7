import { z } from 'zod';
import { type Handoff, type WrapUp, wrapUpResults } from '../../handoff/handoff';

/** What people over there see beside the conversation, and can sort and automate by. */
export function conversationAttributes(handoff: Handoff, deskLink: string): Readonly<Record<string, string>> {
  const { brief } = handoff;
  const type = brief.topic.complaintTypes[0]?.type;
  const number = brief.complaints.map((complaint) => complaint.number).join(' ');
  return {
    desk_handoff: handoff.id,
    desk_link: deskLink,
    desk_reason: handoff.reason,
    desk_skill: handoff.skill,
    desk_priority: ['normal', 'raised', 'urgent'][handoff.priority] ?? 'normal',
    desk_channel: brief.channel,
    desk_language: brief.language,
    desk_identity: brief.customer.identity,
    desk_waiting_since: shanghaiMoment(handoff.createdAt),
    ...(type === undefined ? {} : { desk_complaint_type: type }),
    ...(number === '' ? {} : { desk_complaint: number }),
  };
}

/** `2026-11-21T10:00:00+08:00` */
const shanghaiMoment = (at: number): string => `${new Date(at + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;

const code = z
  .string()
  .trim()
  .regex(/^[\w.-]{1,60}$/)
  .optional()
  .catch(undefined);
const text = z.string().trim().min(1).max(500).optional().catch(undefined);
const wrapUp = z.object({
  desk_result: z.enum(wrapUpResults).optional().catch(undefined),
  desk_cause: code,
  desk_remedy: code,
  desk_follow_up_on: z
    .string()
    .trim()
    .regex(/^\d{4}-\d{2}-\d{2}/)
    .transform((day) => day.slice(0, 10))
    .optional()
    .catch(undefined),
  desk_agreed: text,
});

/** What people over there filled in before they resolved it; what is no such thing is left out. */
export function wrapUpOf(attributes: unknown): Partial<Omit<WrapUp, 'at' | 'by'>> {
  const read = wrapUp.safeParse(attributes ?? {});
  if (!read.success) return {};
  const { desk_result: result, desk_cause: cause, desk_remedy: remedy, desk_follow_up_on, desk_agreed } = read.data;
  return {
    ...(result && { result }),
    ...(cause && { cause }),
    ...(remedy && { remedy }),
    ...(desk_follow_up_on && { followUpOn: desk_follow_up_on }),
    ...(desk_agreed && { agreed: desk_agreed }),
  };
}
