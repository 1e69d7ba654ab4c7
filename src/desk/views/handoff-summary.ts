import type { Handoff } from '../../handoff/handoff';
import { maskPhone } from '../../ports/mask';
import { maskedText } from '../../ports/masked';
import type { HandoffSummary } from '../desk-api';
import { defined } from '../read-body';
import type { StaffIdentity } from '../staff-account';

/** One line of the inbox as this person sees it: an offer to somebody else is told as the name of who is asked. */
export function handoffSummary(handoff: Handoff, { name }: StaffIdentity): HandoffSummary {
  const { brief, callBack, offer, status } = handoff;
  const phone = brief.customer.phone ?? callBack?.phone;
  const offered = status === 'offered' ? offer : undefined;
  return defined({
    id: handoff.id,
    version: handoff.version,
    status,
    reason: handoff.reason,
    priority: handoff.priority,
    skill: handoff.skill,
    createdAt: handoff.createdAt,
    acceptedAt: handoff.acceptedAt,
    offer: offered?.agent === name ? { until: offered.until } : undefined,
    offeredTo: offered?.agent,
    agent: handoff.agent,
    channel: brief.channel,
    language: brief.language,
    topic: brief.topic,
    summary: maskedText(brief.summary),
    summaries: brief.summaries && {
      'zh-Hans': maskedText(brief.summaries['zh-Hans']),
      'zh-Hant': maskedText(brief.summaries['zh-Hant']),
      en: maskedText(brief.summaries.en),
    },
    conversationId: handoff.conversationId,
    customerLeftAt: handoff.customerLeftAt,
    phone: phone === undefined ? undefined : maskPhone(phone),
    callBack: callBack && { from: callBack.from, until: callBack.until, attempts: callBack.attempts ?? 0 },
    hub: handoff.hub?.name,
  });
}
