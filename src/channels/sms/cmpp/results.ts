import type { DeliveryReceipt } from '../transport';
import type { CmppVersion } from './layouts';

/**
 * What a Result of SUBMIT_RESP means for the message. `slower`: the same again, later. `again`: the same again, perhaps
 * it works then. `settings`: nothing is wrong with the message, but with our account or CMPP_URL; it waits until
 * somebody has put that right. `duplicate`: the gateway has this sequence number already.
 */
export type SubmitOutcome = 'taken' | 'slower' | 'again' | 'settings' | 'refused' | 'duplicate';

/** CMPP 2.0 §7.4.3.2: 0 to 8, and "9~" for all others. */
const inBoth: readonly (readonly [result: number, outcome: SubmitOutcome, meaning: string])[] = [
  [0, 'taken', 'taken'],
  [1, 'refused', 'message structure'], // 消息结构错
  [2, 'refused', 'command'], // 命令字错
  [3, 'duplicate', 'sequence number used twice'], // 消息序号重复
  [4, 'refused', 'message length'], // 消息长度错
  [5, 'settings', 'fee code'], // 资费代码错
  [6, 'refused', 'text too long'], // 超过最大信息长
  [7, 'settings', 'service code'], // 业务代码错
  [8, 'slower', 'flow control'], // 流量控制错
];
/** CMPP 3.0, CMPP_SUBMIT_RESP, goes on; gateways have numbers of their own above. */
const in3: typeof inBoth = [
  [9, 'refused', 'number not served by this gateway'], // 本网关不负责服务此计费号码
  [10, 'settings', 'Src_Id'],
  [11, 'settings', 'Msg_src'],
  [12, 'settings', 'Fee_terminal_Id'],
  [13, 'refused', 'Dest_terminal_Id'],
];
const results: Readonly<Record<CmppVersion, ReadonlyMap<number, { outcome: SubmitOutcome; meaning: string }>>> = {
  2: new Map(inBoth.map(([result, outcome, meaning]) => [result, { outcome, meaning }])),
  3: new Map([...inBoth, ...in3].map(([result, outcome, meaning]) => [result, { outcome, meaning }])),
};

/** @returns what to do, and the number with its meaning for log and outbox */
export function submitResult(result: number, version: CmppVersion): { outcome: SubmitOutcome; detail: string } {
  const { outcome, meaning } = results[version].get(result) ?? { outcome: 'again', meaning: 'other' };
  return { outcome, detail: `${result} ${meaning}` };
}

/** Results we answer a DELIVER with (CMPP 2.0 §7.4.5.2, the same in 3.0). */
export const deliverResult = { taken: 0, length: 4, other: 9 } as const;

/** Status of CONNECT_RESP (CMPP 2.0 §7.4.1.2). */
export const connectStatus = { ok: 0, versionTooHigh: 4 } as const;
const connectMeanings: ReadonlyMap<number, string> = new Map([
  [1, 'message structure'],
  [2, 'unknown SP id: check the user in CMPP_URL, and whether the gateway knows our address'],
  [3, 'wrong secret or clock: check the password in CMPP_URL, and the time of this machine'],
  [4, 'it knows no such version: check version in CMPP_URL'],
]);
export const connectMeaning = (status: number): string => `${status} ${connectMeanings.get(status) ?? 'other'}`;

/** Stat of a status report: the words of SMPP 3.3, and codes of the network elements. */
const states: ReadonlyMap<string, DeliveryReceipt['state']> = new Map([
  ['DELIVRD', 'delivered'],
  ['EXPIRED', 'failed'],
  ['DELETED', 'failed'],
  ['UNDELIV', 'failed'],
  ['REJECTD', 'failed'],
  ['ACCEPTD', 'buffered'],
  ['UNKNOWN', 'buffered'],
]);
/**
 * `MA:0001` and the like: which network element did not answer (A), answered with an error (B), sent no report (C) or
 * has a code of its own for why it failed.
 */
const elementCode = /^[A-Z]([A-Z]):/;

/** A report that says "no report came" leaves open whether the message did; so does a word nobody knows. */
export function stateOf(stat: string): DeliveryReceipt['state'] {
  const word = stat.trim().toUpperCase();
  const code = elementCode.exec(word)?.[1];
  if (code !== undefined) return code === 'C' ? 'buffered' : 'failed';
  return states.get(word) ?? 'buffered';
}
