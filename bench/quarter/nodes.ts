import type { Dice } from './dice';
import { ProductGone, type ProductLink, startProductLink } from './product-link';
import type { Answer, Asked, CrashPoint, GatewayCall, ProductOptions } from './protocol';

/** Answers when the product has something due. */
const secondMs = 1_000;

interface Node {
  link: ProductLink | undefined;
  /** When it comes up again, epoch ms. */
  backAt: number;
  /** When its jobs want to be run besides what the store says. */
  nextJob: number;
  /** Something happened on another node, or with it. */
  isStirred: boolean;
  answered: number;
}

export interface NodesDeps {
  /** How a node is started, without what differs. */
  readonly options: Omit<ProductOptions, 'at' | 'life'>;
  readonly chance: Dice;
  gateway(call: GatewayCall): unknown;
  /** A node stands at a crash point. */
  reached(point: CrashPoint, node: number): void;
}

/** What nodes said to a question. */
export interface Said {
  /** Absent: whoever was asked has died, or could not do it. */
  readonly answer?: Answer;
  readonly heard: readonly Answer[];
  readonly fault?: unknown;
}

/** The processes of the product: one, or several beside one store, any of which takes any request. */
export class Nodes {
  private readonly nodes: Node[];
  private life = 0;
  /** When something in the store is due. */
  private due = Number.POSITIVE_INFINITY;
  private askedAt = 0;

  constructor(
    count: number,
    private readonly deps: NodesDeps,
  ) {
    this.nodes = Array.from({ length: count }, () => ({
      link: undefined,
      backAt: Number.POSITIVE_INFINITY,
      nextJob: Number.POSITIVE_INFINITY,
      isStirred: false,
      answered: 0,
    }));
  }

  get count(): number {
    return this.nodes.length;
  }
  get answered(): readonly number[] {
    return this.nodes.map(({ answered }) => answered);
  }
  get living(): readonly number[] {
    return this.nodes.flatMap(({ link }, index) => (link ? [index] : []));
  }
  /** When the first of those that are away comes back, epoch ms. */
  get backAt(): number {
    return Math.min(...this.nodes.map(({ backAt }) => backAt));
  }
  /** When one of them has something to do. What is due and could not be done is looked at every second. */
  get next(): number {
    const times = this.nodes.map(({ link, isStirred, nextJob }) => (!link ? Infinity : isStirred ? 0 : nextJob));
    return Math.max(Math.min(this.due, ...times), this.askedAt + secondMs);
  }
  /** Whatever is due is looked for then. */
  lookAt(at: number): void {
    this.due = at;
    this.askedAt = at - secondMs;
  }

  /** Starts one, or all that have to be back by now. @returns what they said when they had come up */
  async start(at: number, which = this.back(at)): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const index of which) {
      const node = this.nodes[index];
      if (!node) continue;
      node.backAt = Number.POSITIVE_INFINITY;
      this.life += 1;
      const { options, gateway, reached } = this.deps;
      const link = await startProductLink({ ...options, at, life: this.life }, gateway, (point) =>
        reached(point, index),
      );
      node.link = link;
      this.heard(node, link.ready);
      answers.push(link.ready);
    }
    if (answers.length > 0) this.lookAt(at);
    return answers;
  }
  private back(at: number): readonly number[] {
    return this.nodes.flatMap(({ link, backAt }, index) => (!link && backAt <= at ? [index] : []));
  }

  /** Ends one at once, until a time. */
  async kill(index: number, backAt: number): Promise<void> {
    const node = this.nodes[index];
    if (!node) return;
    const { link } = node;
    node.link = undefined;
    node.backAt = backAt;
    for (const other of this.nodes) if (other !== node) other.isStirred = true;
    await link?.kill();
  }

  async stop(): Promise<void> {
    for (const index of this.living) await this.kill(index, Number.POSITIVE_INFINITY);
  }

  /**
   * What is due is asked of all at the same time, everything else of one. Of several, some customers' messages come to two at
   * once, and others run what is due beside some questions.
   * @returns the answer, if there is one, what else was said, and a fault of one that lives
   */
  async ask(question: Asked): Promise<Said> {
    const { living } = this;
    const { chance } = this.deps;
    const main = chance.pick(living);
    const others = living.filter((index) => index !== main);
    const [isTwice, isBeside] = others.length > 0 ? [chance.chance(0.05), chance.chance(0.1)] : [false, false];
    const isForAll = question.do === 'due' || (isTwice && (question.do === 'chat' || question.do === 'sms'));
    const due: Asked = { do: 'due', at: question.at };
    const asked: Promise<Answer | undefined>[] = [this.askOne(main, question)];
    if (isForAll || isBeside) for (const index of others) asked.push(this.askOne(index, isForAll ? question : due));
    this.askedAt = question.at;
    const before = this.due;
    // The last one to answer has seen everything there is.
    this.due = Number.POSITIVE_INFINITY;
    const settled = await Promise.allSettled(asked);
    const answers = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    const heard = answers.filter((answer) => answer !== undefined);
    const fault = settled.find((one) => one.status === 'rejected');
    if (heard.length === 0) this.due = Math.min(this.due, before);
    const answer = isForAll ? heard[0] : answers[0];
    return { heard, ...(answer && { answer }), ...(fault && { fault: fault.reason }) };
  }

  private async askOne(index: number, question: Asked): Promise<Answer | undefined> {
    const node = this.nodes[index];
    if (!node?.link) return undefined;
    const isRestless = question.do === 'due' && node.isStirred;
    try {
      if (isRestless) node.isStirred = false;
      const answer = await node.link.ask(isRestless ? { ...question, restless: true } : question);
      node.answered += 1;
      this.heard(node, answer);
      return answer;
    } catch (error) {
      // Whoever was killed is gone; who went without that is a fault.
      if (error instanceof ProductGone && !node.link) return undefined;
      throw error;
    }
  }

  private heard(node: Node, { next = Infinity, nextJob = Infinity, restless }: Answer): void {
    node.nextJob = nextJob;
    this.due = Math.min(this.due, next);
    if (restless === true) for (const other of this.nodes) if (other !== node) other.isStirred = true;
  }
}
