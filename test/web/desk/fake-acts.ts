import type { FakeCase } from './fake-cases';
import type { FakeFloor } from './fake-floor';

type Handler = (name: string, body: Record<string, unknown>, one: FakeCase) => unknown;

export const refusal = (status: number, code: string, more: object = {}) => ({
  refused: status,
  body: { error: { code, message: code, ...more } },
});

/** What is done with a hand-over, by the last part of its address. */
export function fakeActs(
  { fresh, meOf, changed, append, assign, detailFor }: FakeFloor,
  refusesMessages: () => boolean,
) {
  const acts: Record<string, Handler> = {
    accept: (name, _, one) => {
      if (one.detail.status !== 'offered' || one.offeredTo !== name)
        return refusal(409, 'taken', { agent: one.detail.agent });
      assign(one, name);
      return detailFor(one, name);
    },
    decline: (name, _, one) => {
      const { offer: __, ...rest } = one.detail;
      one.detail = { ...rest, status: 'waiting' };
      changed(one);
      return detailFor(one, name);
    },
    take: (name, _, one) => {
      assign(one, name);
      return detailFor(one, name);
    },
    messages: (name, body, one) => {
      if (refusesMessages()) return refusal(503, 'busy');
      const id = `in ${String(body['id'])}`;
      if (!one.entries.some((entry) => entry.id === `${id}.1`)) {
        append(one, { id: `${id}.1`, from: 'agent', name: meOf(name).displayName, text: String(body['text']) });
      }
      return { id };
    },
    notes: (name, body, one) => {
      const kind = body['kind'] === 'whisper' ? 'whisper' : 'note';
      const note = { id: String(body['id']), at: Date.now(), author: name, kind, text: String(body['text']) } as const;
      one.detail = { ...one.detail, notes: [...one.detail.notes, note] };
      changed(one);
      return detailFor(one, name);
    },
    transfer: (_, body, one) => {
      const { agent: __, ...rest } = one.detail;
      one.detail = {
        ...rest,
        status: 'waiting',
        notes: [
          ...rest.notes,
          { id: `note ${fresh()}`, at: Date.now(), author: 'agent1', kind: 'transfer', text: String(body['note']) },
        ],
      };
      changed(one);
      return undefined;
    },
    'call-back': (name, body, one) => {
      one.detail = {
        ...one.detail,
        status: 'call_back_booked',
        callBack: { from: Number(body['from']), until: Number(body['until']), attempts: 0 },
      };
      changed(one);
      return detailFor(one, name);
    },
    finish: (name, body, one) => {
      if (!body['result'] || !body['cause']) return refusal(409, 'wrap_up_incomplete');
      one.detail = {
        ...one.detail,
        status: 'done',
        wrapUp: { at: Date.now(), by: name, ...(body as { result: 'solved'; cause: string }) },
      };
      changed(one);
      return detailFor(one, name);
    },
    reveal: (_, body, one) =>
      body['what'] === 'conversation'
        ? {
            conversation: one.entries.map(({ seq, text }) => ({
              seq,
              text: text.replaceAll('138****0002', '13800000002'),
            })),
          }
        : body['what'] === 'name'
          ? { name: '王小明' }
          : { phone: '13800000002' },
    type: (name, body, one) => {
      const number = body['number'];
      one.detail = {
        ...one.detail,
        complaints: one.detail.complaints.map(({ score, ...card }) =>
          card.number === number
            ? { ...card, type: body['type'] as typeof card.type, subType: body['subType'] as string }
            : { ...card, ...(score === undefined ? {} : { score }) },
        ) as typeof one.detail.complaints,
      };
      changed(one);
      return detailFor(one, name);
    },
  };
  acts['reassign'] = acts['transfer'] as Handler;

  return acts;
}
