// The @nlpjs packages bring no types; this is the part of them used here.
declare module '@nlpjs/core' {
  export interface Container {
    register(name: string, clazz: unknown, isSingleton?: boolean): void;
    registerConfiguration(name: string, value: object, force?: boolean): void;
    registerPipeline(name: string, pipeline: readonly string[], overwrite?: boolean): void;
  }
  export function containerBootstrap(): Container;
}

declare module '@nlpjs/nlp' {
  export interface Classification {
    readonly intent: string;
    readonly score: number;
  }
  export interface DomainManager {
    add(domain: string, utterance: string, intent: string): void;
    train(): Promise<unknown>;
    process(input: { utterance: string; settings: object }): Promise<{ classifications: Classification[] }>;
  }
  export interface NluManager {
    consolidateManager(locale: string): DomainManager;
    train(): Promise<unknown>;
    process(input: { locale: string; utterance: string; settings: object }): Promise<{
      intent: string;
      score: number;
      classifications: Classification[];
    }>;
  }
  export class Nlp {
    constructor(settings: object);
    readonly nluManager: NluManager;
    useNlu(clazz: unknown, locale: string, domain: string, settings: object): void;
    addLanguage(locale: string): void;
  }
}
