import type { TurnContext } from 'botbuilder';
import { AskDialog, type Question } from '../../../dialogs/ask-dialog';
import { complaintDialogId, type Draft } from '../../../dialogs/complaint-draft';
import { TurnState } from '../../conversation/turn-state';

interface Stack {
  readonly dialogStack?: readonly { readonly id: string; readonly state: unknown }[];
}

const dialogs = new TurnState().createProperty<Stack>('dialogs');

/** What the bot waits for after its reply. */
export type Waiting =
  | { readonly kind: 'question'; readonly question: Question }
  /** A complaint was announced and is to be told. */
  | { readonly kind: 'story' }
  | { readonly kind: 'nothing' };

/** Looks at the dialog that is open after a turn. */
export async function waitingFor(context: TurnContext): Promise<Waiting> {
  const top = (await dialogs.get(context, {}))?.dialogStack?.at(-1);
  if (top?.id === AskDialog.id) return { kind: 'question', question: top.state as Question };
  if (top?.id === complaintDialogId && (top.state as Draft).phase === 'invited') return { kind: 'story' };
  return { kind: 'nothing' };
}
