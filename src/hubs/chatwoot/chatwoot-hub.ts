import type { Handoff } from '../../handoff/handoff';
import { type AgentHub, HubFault, type HubMessage } from '../../ports/agent-hub';
import type { Language } from '../../ports/language';
import { maskName, maskPhone } from '../../ports/mask';
import { maskedSpeech } from '../../ports/masked';
import { hubReference, readHubReference } from '../hub-reference';
import { markdownText } from '../markdown';
import type { NoteWords } from '../note-words';
import { briefNote } from './brief-note';
import type { ChatwootApi, ChatwootConversation, ChatwootMessage, ChatwootPriority } from './chatwoot-api';
import { ChatwootRefusal } from './chatwoot-client';
import { chatwootName, chatwootNames } from './chatwoot-names';
import { conversationAttributes } from './conversation-attributes';
import { eraseFromChatwoot } from './erase-from-chatwoot';

export interface ChatwootHubOptions {
  readonly api: ChatwootApi;
  readonly inboxId: number;
  /** Makes names of customers that tell nothing of their numbers; another one makes new contacts. */
  readonly secret: string;
  /** Where our own desk is reached, for the link back to the whole story. */
  readonly publicUrl: string;
  readonly words: NoteWords;
  /** Of the people over there. Default `zh-Hans`. */
  readonly language?: Language;
  /** Whether a customer's number goes over once it is proved. Default false. */
  readonly sendPhone?: boolean;
}

const priorities: Readonly<Record<Handoff['priority'], ChatwootPriority>> = { 0: 'medium', 1: 'high', 2: 'urgent' };

/**
 * Chatwoot as the agents' desk, through an inbox of its kind "API". Every step looks first whether an earlier try has done
 * it: contacts by identifier, the conversation by its attribute `desk_handoff`, messages by `source_id`.
 */
export function createChatwootHub(options: ChatwootHubOptions): AgentHub {
  const { api, inboxId, secret, publicUrl, words, language = 'zh-Hans', sendPhone = false } = options;
  const names = chatwootNames(secret);
  const link = (path: string): string => new URL(path, publicUrl).href;
  const attachmentLink = (id: string): string => link(`/desk/api/attachments/${encodeURIComponent(id)}`);

  /** Who proved a number is one contact for good; anybody else is a new one, so that no stranger reads what was said before. */
  function identifierOf({ conversationId, brief: { customer } }: Handoff): string {
    const { identity, phone } = customer;
    return names.contactOf(identity === 'verified' && phone ? { phone } : { conversationId });
  }

  async function contactOf(handoff: Handoff): Promise<number> {
    const identifier = identifierOf(handoff);
    const found = await api.contactOf(identifier);
    if (found) return found.id;
    const { name, phone, identity } = handoff.brief.customer;
    const shown = name
      ? maskName(name)
      : phone
        ? maskPhone(phone)
        : `${words.customer[language]} ${identifier.slice(-6)}`;
    const contact = { inbox_id: inboxId, source_id: sourceOf(handoff), name: shown, identifier };
    const proved = sendPhone && identity === 'verified' && phone && /^1\d{10}$/.test(phone);
    try {
      return (await api.createContact(proved ? { ...contact, phone_number: `+86${phone}` } : contact)).id;
    } catch (error) {
      if (!(error instanceof ChatwootRefusal) || error.status !== 422) throw error;
      // Made by another try meanwhile, or the number belongs to a contact of another inbox.
      const made = await api.contactOf(identifier);
      if (made) return made.id;
      if (!proved) throw error;
      return (await api.createContact(contact)).id;
    }
  }

  async function conversationOf(handoff: Handoff): Promise<ChatwootConversation> {
    const contactId = await contactOf(handoff);
    const before = (await api.conversationsOf(contactId)).find(
      ({ custom_attributes }) => custom_attributes?.['desk_handoff'] === handoff.id,
    );
    const deskLink = link(`/desk?conversation=${encodeURIComponent(handoff.conversationId)}`);
    return (
      before ??
      (await api.createConversation({
        source_id: sourceOf(handoff),
        inbox_id: inboxId,
        contact_id: contactId,
        status: 'open',
        custom_attributes: conversationAttributes(handoff, deskLink),
      }))
    );
  }

  /** Posts it unless it is there. */
  async function post(conversation: number, id: string, content: string, kind: 'note' | 'customer'): Promise<void> {
    const there = await api.messages(conversation);
    if (there.some((message) => isOurs(message, id))) return;
    await api.postMessage(conversation, {
      content,
      message_type: kind === 'note' ? 'outgoing' : 'incoming',
      private: kind === 'note',
      source_id: id,
      content_attributes: { desk_id: id },
    });
  }

  return {
    name: chatwootName,

    async open(handoff) {
      const conversation = await conversationOf(handoff);
      await api.setPriority(conversation.id, priorities[handoff.priority]);
      await api.setLabels(conversation.id, labelsOf(handoff));
      const note = briefNote(handoff, {
        words,
        language,
        deskLink: link(`/desk?conversation=${encodeURIComponent(handoff.conversationId)}`),
        attachmentLink,
      });
      await post(conversation.id, `desk-brief-${handoff.id}`, note, 'note');
      return { reference: hubReference(String(conversation.id), handoff.id) };
    },

    async customerSaid(reference, message) {
      const { conversation } = numbersOf(reference);
      await post(conversation, `desk-${message.id}`, said(message, words, language, attachmentLink), 'customer');
    },

    async customerLeft(reference) {
      const { conversation, handoffId } = numbersOf(reference);
      await post(conversation, `desk-left-${handoffId}`, words.left[language], 'note');
      const { status, meta, first_reply_created_at: replied } = await api.conversation(conversation);
      // Whoever began to serve closes it themselves; what nobody has begun is not to wait for anybody.
      const isBegun = (meta?.assignee ?? null) !== null || (replied ?? 0) !== 0;
      if (!isBegun && status !== 'resolved') await api.resolve(conversation);
    },

    erase: (traces) => eraseFromChatwoot(api, traces),
  };
}

/** The name of the link between contact and inbox: one for each hand-over, so that nothing of an earlier one is reused. */
const sourceOf = ({ id }: Handoff): string => `desk-${id}`;

const labelsOf = ({ brief, skill, reason }: Handoff): readonly string[] => [
  ...new Set(
    [skill, `channel-${brief.channel}`, reason, ...brief.topic.complaintTypes.slice(0, 2).map(({ type }) => type)].map(
      (label) => label.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    ),
  ),
];

const isOurs = ({ source_id, content_attributes }: ChatwootMessage, id: string): boolean =>
  source_id === id || content_attributes?.['desk_id'] === id;

/** What the customer wrote, numbers masked, with links to what they sent; what is no file of ours is only named. */
function said(
  { text, attachments }: HubMessage,
  words: NoteWords,
  language: Language,
  attachmentLink: (id: string) => string,
): string {
  const files = attachments.map(({ name, url }) => {
    const shown = words.file[language].replace('{name}', () => markdownText(maskedSpeech(name)));
    const id = storedFile.exec(url)?.[1];
    return id === undefined ? shown : `[${shown}](${attachmentLink(id)})`;
  });
  const lines = text.split(/\r?\n/).map((line) => markdownText(maskedSpeech(line)));
  return [...(text === '' ? [] : [lines.join('\n')]), ...files].join('\n\n') || '…';
}

/** How a file of a customer stands in an activity: the path ends in its id. Colleagues open it on the desk, by their own rights. */
const storedFile = /^\/[\w/]{1,60}\/attachments\/([\w-]{1,100})$/;

function numbersOf(reference: string): { conversation: number; handoffId: string } {
  const read = readHubReference(reference);
  if (!read || !/^\d{1,15}$/.test(read.theirs)) throw new HubFault('chatwoot: the reference is none of Chatwoot', true);
  return { conversation: Number(read.theirs), handoffId: read.handoffId };
}
