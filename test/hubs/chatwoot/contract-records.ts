import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Contact, type Conversation, type contract, conversationView } from './chatwoot-contract';

export const inboxId = 5;
export type Answer = { status: number; body?: object };
export const notFound: Answer = { status: 404, body: { error: 'Resource could not be found' } };
const unauthorized: Answer = { status: 401, body: { error: 'You are not authorized to do this action' } };
const invalid = (message: string, attributes: string[]): Answer => ({ status: 422, body: { message, attributes } });

/** Contacts and conversations of a Chatwoot, made and deleted as its controllers do. */
export function contractRecords() {
  const contacts: Contact[] = [];
  const conversations: Conversation[] = [];
  /** What is deleted later, by jobs. */
  const deletions: (() => void)[] = [];
  let ids = 100;
  const nextId = (): number => {
    ids += 1;
    return ids;
  };
  const without = <T>(all: T[], one: T) => void (all.includes(one) && all.splice(all.indexOf(one), 1));
  const settings = {
    /** Of the user whose token we have. */
    role: 'administrator' as 'agent' | 'administrator',
    jobsRun: true,
    /** Contacts that are online are not deleted. */
    online: new Set<number>(),
  };
  const runJobs = (): void => {
    for (const deletion of deletions.splice(0)) deletion();
  };
  const later = (deletion: () => void): void => {
    deletions.push(deletion);
    if (settings.jobsRun) setImmediate(runJobs);
  };

  return {
    contacts,
    conversations,
    nextId,
    settings,
    runJobs,

    createContact(given: z.output<typeof contract.createContact> | undefined): Answer {
      if (!given) return invalid('Contact is invalid', []);
      if (given.inbox_id !== inboxId) return notFound;
      if (contacts.some(({ identifier }) => identifier !== null && identifier === given.identifier))
        return invalid('Identifier has already been taken', ['identifier']);
      if (contacts.some(({ phone_number }) => phone_number !== null && phone_number === given.phone_number))
        return invalid('Phone number has already been taken', ['phone_number']);
      const { name = '', identifier = null, phone_number = null, source_id = randomUUID() } = given;
      const contact = { id: nextId(), name, identifier, phone_number };
      contacts.push(contact);
      return { status: 200, body: { payload: { contact, contact_inbox: { inbox: { id: inboxId }, source_id } } } };
    },

    createConversation(
      given: z.output<typeof contract.createConversation> | undefined,
      told: (conversation: Conversation) => void,
    ): Answer {
      if (!given || given.inbox_id !== inboxId || !contacts.some(({ id }) => id === given.contact_id)) return notFound;
      const conversation: Conversation = {
        id: nextId(),
        contactId: given.contact_id ?? 0,
        sourceId: given.source_id,
        status: given.status ?? 'open',
        priority: null,
        labels: [],
        customAttributes: given.custom_attributes ?? {},
        assignee: null,
        firstReplyAt: 0,
        messages: [],
      };
      conversations.push(conversation);
      told(conversation);
      return { status: 200, body: conversationView(conversation, inboxId) };
    },

    /** The contact at once, with an empty answer; what hangs on it later. */
    deleteContact(id: number): Answer {
      const contact = contacts.find((one) => one.id === id);
      if (settings.role === 'agent') return unauthorized;
      if (!contact) return notFound;
      if (settings.online.has(id)) return { status: 422, body: { message: 'Contact is online' } };
      without(contacts, contact);
      for (const one of conversations.filter((of) => of.contactId === id)) later(() => without(conversations, one));
      return { status: 200 };
    },

    deleteConversation(conversation: Conversation): Answer {
      if (settings.role === 'agent') return unauthorized;
      later(() => without(conversations, conversation));
      return { status: 200 };
    },

    /** A conversation whose contact is gone cannot be shown until its own turn has come. */
    showConversation: (conversation: Conversation): Answer =>
      contacts.some((one) => one.id === conversation.contactId)
        ? { status: 200, body: conversationView(conversation, inboxId) }
        : { status: 500 },
  };
}
