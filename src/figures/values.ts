/** Numbers that a median or a sum is taken of: whole ones, given one by one or many in order. */
export class Values {
  private data = new Float64Array(16);
  private single = 0;
  private sorted: Float64Array[] = [];
  length = 0;

  push(value: number): void {
    if (this.single === this.data.length) this.grow(1);
    this.data[this.single] = value;
    this.single += 1;
    this.length += 1;
  }

  /** @param values in ascending order; kept as they are, not copied */
  add(values: Float64Array): void {
    if (values.length === 0) return;
    this.sorted.push(values);
    this.length += values.length;
  }

  sum(): number {
    const singles = total(this.data.subarray(0, this.single));
    return this.sorted.reduce((sum, values) => sum + total(values), singles);
  }

  /** Of an even number of values the mean of the two in the middle, rounded to a whole one. */
  median(): number {
    const upper = this.length >> 1;
    if (this.single > 0 && this.sorted.length > 0) this.mix();
    const at = this.single > 0 ? (place: number) => this.place(place) : (place: number) => this.placeInSorted(place);
    const high = at(upper);
    return this.length % 2 === 1 ? high : Math.round((at(upper - 1) + high) / 2);
  }

  private grow(more: number): void {
    const data = new Float64Array(Math.max(this.data.length * 2, this.single + more));
    data.set(this.data);
    this.data = data;
  }

  private mix(): void {
    this.grow(this.length - this.single);
    for (const values of this.sorted) {
      this.data.set(values, this.single);
      this.single += values.length;
    }
    this.sorted = [];
  }

  /** The smallest number that more than `place` values do not exceed: halved down to, looked up in each list. */
  private placeInSorted(place: number): number {
    let low = Math.min(...this.sorted.map((values) => values[0] ?? 0));
    let high = Math.max(...this.sorted.map((values) => values.at(-1) ?? 0));
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const below = this.sorted.reduce((count, values) => count + notAbove(values, middle), 0);
      if (below > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The value that stands at `place` in order; smaller ones are moved before it (quickselect). */
  private place(place: number): number {
    const { data } = this;
    let [low, high] = [0, this.single - 1];
    while (low < high) {
      const pivot = medianOfThree(data[low] ?? 0, data[(low + high) >> 1] ?? 0, data[high] ?? 0);
      let [left, right] = [low, high];
      while (left <= right) {
        while ((data[left] ?? 0) < pivot) left += 1;
        while ((data[right] ?? 0) > pivot) right -= 1;
        if (left <= right) {
          const swapped = data[left] ?? 0;
          data[left] = data[right] ?? 0;
          data[right] = swapped;
          left += 1;
          right -= 1;
        }
      }
      if (place <= right) high = right;
      else if (place >= left) low = left;
      else break;
    }
    return data[place] ?? 0;
  }
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** How many of them are at most `most`. */
function notAbove(values: Float64Array, most: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

const medianOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
