/** Why a step of a complaint did not happen, and what has to come first. */
export const zhHansRefusals = {
  complaintRefusal: {
    taken: '{name}正在处理这件投诉。',
    gone: '这件投诉您现在看不到了。',
    not_now: '投诉已经到了别的环节，现在不能这样操作。',
    not_allowed: '您没有这项权限。',
    reason_needed: '请写明原因。',
    needs_answer: '还没有答复和原因，请先答复客户。',
    needs_recheck: '还不能办结：要等客户确认解决，或在不同时段（上午、下午、晚上）两次联系未果。',
    not_found: '没有找到这个编号的投诉，请核对。',
    unknown: '找不到所选的同事、原因或补救，请重新选择。',
    needs_amount: '补偿要填金额，礼品要填价值。',
    above_limit: '超过您可以给的金额，需要班长批准。',
    busy: '同事也在改这件投诉，请稍后再试。',
  },
  beforeClosing: {
    /** Between two sentences. */
    space: '',
    lead: '现在还不能办结：',
    notTold: '答复还没有告知客户。请先告知，再问是否解决。',
    noWord: '客户还没有确认已解决。客户确认后，请记录回访结果。',
    tries: '联系不上客户时，请在不同时段（上午、下午、18 点后）记录 {of} 次未联系上；目前 {n} 次。',
    sameTime: '已记录 {n} 次未联系上，但都在同一时段。请换个时段（上午、下午、18 点后）再联系一次。',
  },
};
