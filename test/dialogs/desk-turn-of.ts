import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import { loadCues } from '../../dialogs/cues';
import { type DeskState, newDeskState } from '../../dialogs/desk-state';
import { DeskTurn } from '../../dialogs/desk-turn';
import type { Services } from '../../dialogs/services';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { loadReplies } from '../../src/conversation/replies';
import { dataDir } from '../support/desk';
import { heardOf } from './heard';

/** The data a dialog speaks from; the ports are not there: what reaches for one fails. */
const services = {
  replies: loadReplies(join(dataDir, 'replies')),
  cues: loadCues(join(dataDir, 'lexicon/cues.yaml')),
  catalogue: loadCatalogue(join(dataDir, 'complaints')),
} as unknown as Services;

/** A turn outside a conversation, and what it sends. */
export function deskTurnOf(heard = heardOf(''), state: Partial<DeskState> = {}) {
  const sent: Partial<Activity>[] = [];
  const context = {
    turnState: new Map<unknown, unknown>(),
    sendActivity: async (activity: Partial<Activity>) => {
      sent.push(activity);
    },
  } as unknown as TurnContext;
  const turn = {
    conversationId: 'conv_1',
    channel: 'web' as const,
    userId: 'dl_1',
    turnKey: 'conv_1|1',
    now: Date.parse('2026-11-21T10:00:00+08:00'),
    wakeAt: () => undefined,
    wakesAt: () => undefined,
    rang: new Set<never>(),
    send: () => undefined,
    transcript: async () => [],
  };
  return { desk: new DeskTurn(context, turn, { ...newDeskState(), ...state }, heard, services), sent, context };
}
