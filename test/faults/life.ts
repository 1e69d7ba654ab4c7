import type { Customer } from './customer';

const questions = ['什么是彩铃', '没开流量套餐怎么收费', '携号转网怎么办', '发票怎么开', '存300送300我能办吗'];
const grievances = ['宽带每天晚上都断网', '营业厅的人爱理不理还冲我吼', '報修三天了都沒人來', '上个月乱扣我6块钱'];

/**
 * Asks and complains in turn, each story to its end, until `enough` says so, at least once; every third customer then
 * asks for a person.
 * @param number which of the customers it is
 * @returns how many complaints were brought to their end
 */
export async function live(customer: Customer, number: number, enough: () => boolean): Promise<number> {
  await customer.start();
  let complaints = 0;
  for (let story = number; !enough() || complaints === 0; story += 1) {
    await customer.ask(questions[story % questions.length] ?? '');
    await customer.complain(grievances[story % grievances.length] ?? '');
    complaints += 1;
  }
  if (wantsPerson(number)) {
    const { suggestedActions } = await customer.ask(person);
    if (suggestedActions?.actions.some(({ value }) => value === '跳过')) await customer.ask('跳过');
  }
  return complaints;
}

export const person = '转人工';
const wantsPerson = (number: number): boolean => number % 3 === 0;
