import type { ComplaintRepository } from '../ports/complaint-repository';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { TypeOfTopic } from './contacts';
import type { ContactFact, ContactMatter } from './facts';
import { firstKind } from './rounds';

export interface MatterSources {
  readonly complaints: Pick<ComplaintRepository, 'byNumber'>;
  readonly handoffs: Pick<HandoffQueue, 'byId'>;
  readonly typeOfTopic: TypeOfTopic;
}

/**
 * What a visit was about: type, sub-type and area of the last complaint made in it, as the bot took it; without a complaint
 * the type of the last question answered, and no more. The team is the one its last hand-over was sent to first. All of it
 * stands fast once the visit is over, so that a row made anew is the same.
 */
export async function contactMatter(
  { complaints, handoffs, topics }: Pick<ContactFact, 'complaints' | 'handoffs' | 'topics'>,
  { typeOfTopic, ...stored }: MatterSources,
): Promise<ContactMatter> {
  const [number, handoffId] = [complaints.at(-1), handoffs.at(-1)];
  const [complaint, handoff] = await Promise.all([
    number === undefined ? undefined : stored.complaints.byNumber(number),
    handoffId === undefined ? undefined : stored.handoffs.byId(handoffId),
  ]);
  const team = handoff && { team: handoff.firstSkill ?? handoff.skill };
  if (complaint) {
    const { type, subType } = firstKind(complaint);
    const { area } = complaint;
    return { type, ...(subType !== undefined && { subType }), ...(area !== undefined && { area }), ...team };
  }
  const type = topics.map(typeOfTopic).findLast((one) => one !== undefined);
  return { ...(type && { type }), ...team };
}
