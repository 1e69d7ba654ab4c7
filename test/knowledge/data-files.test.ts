import { lintKnowledge } from '../../src/knowledge/lint-knowledge';
test('sound', () => { expect(lintKnowledge('nlp-models/knowledge')).toEqual([]); });
