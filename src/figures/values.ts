/** Numbers that a median or a sum is taken of; grows as they come. */
export class Values {
  private data = new Float64Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) {
      const more = new Float64Array(this.data.length * 2);
      more.set(this.data);
      this.data = more;
    }
    this.data[this.length] = value;
    this.length += 1;
  }

  sum(): number {
    return this.data.subarray(0, this.length).reduce((sum, value) => sum + value, 0);
  }

  /** Of an even number of values the mean of the two in the middle, rounded to a whole one. */
  median(): number {
    const upper = this.length >> 1;
    const high = this.place(upper);
    if (this.length % 2 === 1) return high;
    // What lies below is smaller now, in no order.
    const low = this.data.subarray(0, upper).reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return Math.round((low + high) / 2);
  }

  /** The value that stands at `place` in order; smaller ones are moved before it (quickselect). */
  private place(place: number): number {
    const { data } = this;
    let [low, high] = [0, this.length - 1];
    while (low < high) {
      const pivot = medianOfThree(data[low] ?? 0, data[(low + high) >> 1] ?? 0, data[high] ?? 0);
      let [left, right] = [low, high];
      while (left <= right) {
        while ((data[left] ?? 0) < pivot) left += 1;
        while ((data[right] ?? 0) > pivot) right -= 1;
        if (left <= right) {
          [data[left], data[right]] = [data[right] ?? 0, data[left] ?? 0];
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

const medianOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
