import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { languages } from '../../ports/language';
import type { DeskWords } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { badArgument } from '../refusals';
import { colleagues } from '../views/colleagues';
import { knowledgeSearch } from '../views/knowledge-search';
import { answer } from './visible';

const callBacksOffered = 12;

/** What the desk looks things up in; nothing of any customer. */
export function referenceRoutes(context: DeskContext): Route[] {
  async function knowledge({ query }: HttpRequest): Promise<HttpResponse> {
    const question = (query['q'] ?? '').trim();
    const language = languages.find((one) => one === (query['language'] ?? 'zh-Hans'));
    if (!language || question.length > longest.search)
      throw badArgument(`Send q of at most ${longest.search} signs and a language.`);
    if (question === '') return answer({ hits: [] });
    return answer(await knowledgeSearch(context, question, language));
  }

  async function words(): Promise<HttpResponse> {
    const callBacks = context.hours.callBacks(context.clock.now(), callBacksOffered);
    return answer({ ...context.words, callBacks } satisfies DeskWords);
  }

  const people = async (): Promise<HttpResponse> => answer({ colleagues: await colleagues(context) });

  return [
    { method: 'GET', path: '/desk/api/knowledge', access: 'staff', handle: knowledge },
    { method: 'GET', path: '/desk/api/words', access: 'staff', handle: words },
    { method: 'GET', path: '/desk/api/colleagues', access: 'staff', handle: people },
  ];
}
