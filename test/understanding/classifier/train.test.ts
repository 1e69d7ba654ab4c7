import type { FeatureVector } from '../../../src/understanding/classifier/features';
import { probabilities, rowOf } from '../../../src/understanding/classifier/linear-model';
import { train } from '../../../src/understanding/classifier/train';

const vector = (...keys: number[]): FeatureVector => ({
  keys: Int32Array.from(keys),
  weights: new Float32Array(keys.length).fill(1),
});
const examples = Array.from({ length: 60 }, (_, index) => ({
  features: vector(index % 3, 100 + (index % 7), 1000 + index),
  labels: [['a.x', 'a.y', 'b.z'][index % 3] ?? ''],
}));
const family = (label: string): string => label.slice(0, 1);
const model = train(examples, family);
const best = (features: FeatureVector): string | undefined => {
  const scores = [...probabilities(model, features, 1)];
  return model.labels[scores.indexOf(Math.max(...scores))];
};

test('learns what tells the labels apart', () => {
  expect([0, 1, 2].map((key) => best(vector(key, 103)))).toEqual(['a.x', 'a.y', 'b.z']);
});

test('the same data always give the same model', () => {
  expect(train(examples, family)).toEqual(model);
});

test('features of a single text are left out, unknown ones make the scores flatter', () => {
  expect(rowOf(model, 1000)).toBe(-1);
  expect(rowOf(model, 0)).toBeGreaterThanOrEqual(0);
  const sure = Math.max(...probabilities(model, vector(0), 1));
  const unsure = Math.max(...probabilities(model, vector(0, 7001, 7002, 7003, 7004), 1));
  expect(unsure).toBeLessThan(sure);
});

test('probabilities add up to one', () => {
  expect(probabilities(model, vector(0, 101), 0.7).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 10);
});
