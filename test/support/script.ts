import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { complaintTypes } from '../../src/complaints/complaint';
import { agentStep } from './agent-step';
import { complaintStep } from './complaint-step';
import { scriptChannels } from './customer';
import { problemStep } from './problem-step';

const word = z.union([z.string(), z.number()]).transform(String);
const words = z.union([word.transform((one) => [one]), z.array(word)]);

/** One step of a scripted conversation: what the customer does, and what the desk must (not) say to it. */
const step = z.strictObject({
  /**
   * The customer's message. `{number}` is the last complaint number said, `{code}` the newest one-time code,
   * `{wrongCode}` one that is not, `{wording}` the wording the script is run with.
   */
  user: z.string().optional(),
  /**
   * The message answers the question for the customer's number: where the channel tells the number, nobody asks, and what
   * is expected here was said by the reply before. Numbers by themselves are known as such.
   */
  answers: z.enum(['number']).optional(),
  /** Another conversation begins: the customer comes back, or somebody else comes. */
  fresh: z.boolean().default(false),
  /** More follows at once: nothing is waited for or checked. */
  burst: z.boolean().default(false),
  /** Only there is this done; the YAML says why. */
  channels: z.array(z.enum(scriptChannels)).min(1).optional(),
  /** Lets this many seconds pass instead. */
  wait: z.number().optional(),
  /** What the people at the desk do instead; what the customer gets of it is checked. */
  agent: agentStep.optional(),
  /** What they do with the complaint told last; what the customer hears of it is checked. */
  complaint: complaintStep.optional(),
  /** What the supervisor does with a known problem, the newest one; what the customer hears of it is checked. */
  problem: problemStep.optional(),
  /** Evidence sent with the message: file names. */
  files: z.array(z.string()).default([]),
  locale: z.string().optional(),
  /** The business system is away (or back) from here on. */
  accounts: z.enum(['down', 'up']).optional(),
  /** All of these are in the reply. */
  bot: words.default([]),
  /** None of these is. */
  not: words.default([]),
  /** These choices are offered. */
  choices: words.default([]),
  /** The desk stays silent. */
  silent: z.boolean().default(false),
});

const script = z.strictObject({
  name: z.string(),
  /** Where this makes sense; the YAML says why not everywhere. */
  channels: z
    .array(z.enum(scriptChannels))
    .min(1)
    .default([...scriptChannels]),
  /** The three renderings of this script are kept as a snapshot. */
  rendered: z.boolean().default(false),
  /** The script is run once with each of these as `{wording}`. */
  wordings: z.array(z.string()).min(1).optional(),
  /** ISO time; the clock stands there at the start. */
  at: z.string().default('2026-11-21T10:00:00+08:00'),
  locale: z.string().default('zh-Hans'),
  steps: z.array(step).min(1),
  /** What is on record in the end, in the order the numbers were said. */
  complaints: z
    .array(
      z.strictObject({
        type: z.enum(complaintTypes),
        subType: z.string().optional(),
        slots: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
        /** `null`: anonymous. */
        phone: z.string().nullable().optional(),
        status: z.string().optional(),
        priority: z.number().optional(),
        evidence: z.number().optional(),
        outcome: z.string().optional(),
        linked: z.number().optional(),
        repeatCount: z.number().optional(),
        anger: z.number().optional(),
        /** In the story as stored. */
        story: words.default([]),
        additions: z.array(z.string()).optional(),
        /** How the customer wants to hear of it. */
        contact: z.string().optional(),
      }),
    )
    .optional(),
  /** Each is in some text message sent. */
  sms: words.default([]),
  /** What the customer thought of the person, as recorded. */
  survey: z.strictObject({ score: z.string(), words: z.string().optional() }).optional(),
  /** `null`: nobody waits for a person. */
  handoff: z
    .strictObject({ reason: z.string(), status: z.string().default('waiting'), brief: words.default([]) })
    .nullable()
    .optional(),
});
export type Script = z.output<typeof script>;

/** Reads every conversation of a folder; a file holds a list of them. @throws Error naming the file and the fault */
export function readScripts(folder: string): { file: string; script: Script }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const content = z.array(script).safeParse(parse(readFileSync(join(folder, file), 'utf8')));
      if (!content.success) throw new Error(`${file}: ${z.prettifyError(content.error)}`);
      return content.data.flatMap(expand).map((one) => ({ file, script: one }));
    });
}

/** One script a wording. */
const expand = (one: Script): Script[] =>
  one.wordings?.map((wording, index) => ({
    ...one,
    rendered: one.rendered && index === 0,
    name: `${one.name}: ${wording}`,
    steps: one.steps.map((each) => (each.user ? { ...each, user: each.user.replace('{wording}', wording) } : each)),
  })) ?? [one];
