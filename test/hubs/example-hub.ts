import { hubReference, readHubReference } from '../../src/hubs/hub-reference';
import { type AgentHub, HubFault } from '../../src/ports/agent-hub';

/** A desk that takes tickets at `POST <url>/tickets`, and knows the same `key` again. */
export function ticketHub(url: string, token: string): AgentHub {
  async function post(path: string, body: object): Promise<{ id: string }> {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    if (answer?.status === 200) return (await answer.json()) as { id: string };
    // Refused for good: our own people take over. Anything else is tried again.
    throw new HubFault(`ticket: status ${answer?.status ?? 'none'}`, answer?.status === 404 || answer?.status === 422);
  }
  const ticketOf = (reference: string): string => `tickets/${readHubReference(reference)?.theirs ?? ''}`;

  return {
    name: 'ticket',
    async open({ id, brief }) {
      const ticket = await post('tickets', { key: id, summary: brief.summary, transcript: brief.transcript });
      return { reference: hubReference(ticket.id, id) };
    },
    async customerSaid(reference, { id, text }) {
      await post(`${ticketOf(reference)}/messages`, { key: id, text });
    },
    async customerLeft(reference) {
      await post(`${ticketOf(reference)}/close`, {});
    },
  };
}
