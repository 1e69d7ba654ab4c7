import type { DeskWords } from '../../../src/desk/desk-api';

const names = (hans: string, hant: string, en: string) => ({ 'zh-Hans': hans, 'zh-Hant': hant, en });

/** What the page can choose from, a few of each. */
export function fakeWords(): DeskWords {
  const hour = 3_600_000;
  const start = Math.ceil((Date.now() + hour) / hour) * hour;
  return {
    canned: [
      {
        code: 'greeting',
        names: names('问候', '問候', 'Greeting'),
        texts: names(
          '您好，我是{agent}，您的情况我已经看过了，不用再讲一遍。',
          '您好，我是{agent}，您的情況我已經看過了，不用再講一遍。',
          'Hello, this is {agent}. I have read what you told us, so you need not repeat it.',
        ),
      },
      {
        code: 'refund',
        names: names('退费', '退費', 'Refund'),
        texts: names(
          '{item}的 {amount} 元会在 {deadline} 前退到您的账户。',
          '{item}的 {amount} 元會在 {deadline} 前退到您的帳戶。',
          '{amount} yuan for {item} will be back on your account by {deadline}.',
        ),
      },
      {
        code: 'wait',
        names: names('请稍等', '請稍候', 'One moment'),
        texts: names(
          '请稍等，我查一下，{deadline} 前给您答复，编号 {number}。',
          '請稍候，我查一下，{deadline} 前給您答覆，編號 {number}。',
          'One moment, I will check. You hear from us by {deadline}, number {number}.',
        ),
      },
    ],
    causes: [
      {
        code: 'network',
        names: names('网络与设备', '網路與設備', 'Network and devices'),
        types: ['product_quality'],
        causes: [{ code: 'weak_signal', names: names('信号覆盖弱', '訊號覆蓋弱', 'Weak coverage') }],
      },
      {
        code: 'charges',
        names: names('收费与订购', '收費與訂購', 'Charges and orders'),
        types: ['pricing_billing'],
        causes: [
          { code: 'unclear_consent', names: names('订购确认不清', '訂購確認不清', 'Consent was unclear') },
          { code: 'wrong_charge', names: names('系统多收', '系統多收', 'Charged by mistake') },
        ],
      },
      {
        code: 'question',
        names: names('咨询', '諮詢', 'Question'),
        types: [],
        causes: [{ code: 'answered', names: names('已解答', '已解答', 'Answered') }],
      },
    ],
    results: [
      { code: 'solved', names: names('已解决', '已解決', 'Solved') },
      { code: 'follow_up', names: names('需要跟进', '需要跟進', 'Follow-up') },
      { code: 'not_solved', names: names('未解决', '未解決', 'Not solved') },
      { code: 'customer_left', names: names('客户离开', '客戶離開', 'Customer left') },
    ],
    remedies: [
      { code: 'apology', names: names('道歉', '道歉', 'Apology') },
      { code: 'credit', names: names('退费', '退費', 'Credit') },
    ],
    awayReasons: [
      { code: 'rest', names: names('小休', '小休', 'Short break') },
      { code: 'meal', names: names('用餐', '用餐', 'Meal') },
    ],
    teams: [
      { code: 'billing', names: names('资费组', '資費組', 'Billing') },
      { code: 'technical', names: names('技术组', '技術組', 'Technical') },
      { code: 'service', names: names('服务组', '服務組', 'Service') },
    ],
    subTypes: [
      {
        type: 'pricing_billing',
        code: 'unauthorised_order',
        names: names('未订购被开通扣费', '未申請卻被開通扣款', 'Never ordered'),
      },
      { type: 'pricing_billing', code: 'double_charge', names: names('重复扣费', '重複扣款', 'Charged twice') },
      { type: 'product_quality', code: 'no_signal', names: names('无信号', '無訊號', 'No signal') },
      { type: 'product_quality', code: 'broadband_outage', names: names('宽带断网', '寬頻斷線', 'Broadband down') },
      { type: 'staff_attitude', code: 'rude', names: names('冷淡、不理人', '冷淡、不理人', 'Cold or rude') },
      { type: 'after_sales', code: 'no_show', names: names('上门爽约', '到府爽約', 'Visit missed') },
    ],
    owners: [
      { code: 'value_added', names: names('增值业务小组', '加值服務小組', 'Value-added services') },
      { code: 'network', names: names('网络维护小组', '網路維護小組', 'Network team') },
    ],
    items: [{ code: 'ring_back_tone', names: names('彩铃', '來電答鈴', 'Ring-back tone') }],
    pauseReasons: [
      { code: 'papers', names: names('等客户提供材料', '等客戶提供文件', 'Papers from the customer') },
      { code: 'details', names: names('等客户补充情况', '等客戶補充資訊', 'Details from the customer') },
    ],
    callBacks: [0, 1, 2, 3].map((n) => ({ from: start + n * hour, until: start + (n + 1) * hour })),
  };
}
