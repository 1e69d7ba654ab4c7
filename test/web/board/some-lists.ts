import type { BoardList, MissedItem, RatedItem, UnsentItem } from '../../../src/desk/board-api';

const hour = 3_600_000;
const listOf = (items: BoardList['items']): BoardList => ({ total: items.length, items });

export function someMissed(): BoardList {
  const item = (at: number, about: string, over: Partial<MissedItem>): MissedItem => ({
    ...{ kind: 'missed', id: `m${at}`, at: Date.now() - at * hour, language: 'zh-Hans', about, ...over },
  });
  return listOf([
    item(2, '儿童手表的号码能不能关掉上网只留打电话', { channel: 'web', handoff: 'handoff_7' }),
    item(9, '兒童手錶的號碼能不能關掉上網，只留打電話？', { channel: 'sms', language: 'zh-Hant' }),
    item(30, '儿童手表的号码，能不能关掉上网只留打电话', { channel: 'voice' }),
    item(31, '儿童手表的号码能不能关掉上网 只留打电话', {}),
  ]);
}

export function someRated(): BoardList {
  const item = (at: number, about: string, over: Partial<RatedItem>): RatedItem => ({
    ...{ kind: 'rated', id: `r${at}`, at: Date.now() - at * hour, channel: 'web', isDown: true },
    ...{ topic: 'billing.why_higher', about, ...over },
  });
  return listOf([
    item(1, '上个月话费怎么比平时多了三十块', {
      handoff: 'handoff_8',
      answer: '您 10 月账单 128.40 元，比 9 月多 31.00 元，多出的是视频会员 15 元和套餐外流量 16 元。',
      comment: '没有说会员是谁开的',
    }),
    item(5, '为什么这个月这么贵', { answer: '您 10 月账单 86.00 元，与 9 月相同。' }),
    item(50, '138****0002 这个号为什么多扣钱', { comment: '不是问这个' }),
  ]);
}

export function someUnsent(): BoardList {
  const item = (at: number, over: Partial<UnsentItem>): UnsentItem => ({
    ...{ kind: 'unsent', id: `u${at}`, at: Date.now() - at * hour, entry: 'sms', attempts: 3, why: 'refused' },
    ...{ givenUpAt: Date.now() - (at - 1) * hour, ...over },
  });
  return listOf([
    item(2, { phone: '138****0002', number: 'C20261121-0042-7', handoff: 'handoff_9' }),
    item(26, { entry: 'remedy', phone: '139****0003', number: 'C20261120-0007-1', attempts: 290, why: 'unreachable' }),
    item(27, { entry: 'webhook', attempts: 291, why: 'unreachable', status: 503 }),
    item(40, { entry: 'conversation', number: 'C20261119-0031-5', attempts: 1, why: 'gone' }),
    item(41, { entry: 'mail', attempts: 1, why: 'refused', status: 550 }),
  ]);
}
