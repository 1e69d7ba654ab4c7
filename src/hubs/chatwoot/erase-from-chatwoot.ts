import { type HubErased, HubFault, type HubTraces } from '../../ports/agent-hub';
import { readHubReference } from '../hub-reference';
import type { ChatwootApi } from './chatwoot-api';
import { ChatwootRefusal } from './chatwoot-client';

/**
 * Deletes a customer's conversations that are known by number, and their contacts with all that hangs on them: notes,
 * conversations, messages. Chatwoot deletes a contact at once and the rest by jobs of its own, so what is found again
 * later is asked for again.
 */
export async function eraseFromChatwoot(api: ChatwootApi, traces: HubTraces): Promise<HubErased> {
  let [contacts, conversations] = [0, 0];
  for (const reference of traces.conversations) {
    const { theirs = '', handoffId } = readHubReference(reference) ?? {};
    if (!/^\d{1,15}$/.test(theirs)) continue;
    const id = Number(theirs);
    const found = await unlessGone(() => api.conversation(id));
    // Numbers begin anew in another account: whose hand-over it is stands in the conversation itself.
    if (found?.custom_attributes?.['desk_handoff'] !== handoffId) continue;
    // Before 4.4 there is no such call (404 too): there the conversation goes with its contact.
    await unlessGone(() => api.deleteConversation(id));
    conversations += 1;
  }
  for (const identifier of traces.contacts) {
    const contact = await unlessGone(() => api.contactOf(identifier));
    if (!contact) continue;
    await unlessGone(() => api.deleteContact(contact.id));
    contacts += 1;
  }
  return { contacts, conversations };
}

/** @returns `undefined` when there is no such thing */
async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ChatwootRefusal)) throw error;
    if (error.status === 404) return undefined;
    if (error.status === 401 || error.status === 403)
      throw new HubFault(`chatwoot: status ${error.status}: ${role}`, true);
    // A contact that is online just now is not deleted, and told as an invalid one.
    throw new HubFault(error.message, false, error.retryAfterMs);
  }
}

const role = 'CHATWOOT_API_TOKEN must be of an Administrator to delete';
