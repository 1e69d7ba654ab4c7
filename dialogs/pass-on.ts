import type { Activity } from 'botbuilder';
import type { HubMessage } from '../src/ports/agent-hub';
import { maskText } from '../src/ports/mask';
import type { DeskTurn } from './desk-turn';

/**
 * Another desk that has the conversation gets what the customer says: all of it while a person over there has them, and
 * while they still wait what may be for that person. Bare codes and digits that answer the bot stay here (L11).
 */
export function passOn(desk: DeskTurn): void {
  const { handoff, services, turn, context } = desk;
  if (!handoff?.hub || !services.hub) return;
  const { text = '' } = context.activity;
  const isWaiting = handoff.status !== 'assigned';
  const attachments = filesOf(context.activity);
  if (attachments.length === 0 && (text.trim() === '' || (isWaiting && !/\p{L}/u.test(text)))) return;
  const message = { id: turn.turnKey, at: turn.now, text: isWaiting ? maskText(text) : text, attachments };
  for (const entry of services.hub.customerSaid(handoff, message)) turn.send(entry);
}

const filesOf = ({ attachments = [] }: Partial<Activity>): HubMessage['attachments'] =>
  attachments.flatMap(({ name = '', contentType, contentUrl }) =>
    contentUrl === undefined ? [] : [{ name, contentType, url: contentUrl }],
  );
