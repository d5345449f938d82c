/** Grows like an array but keeps whole numbers in a typed one, four bytes each. */
export class NumberList {
  #numbers = new Int32Array(256);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  pop(): number | undefined {
    if (this.#length === 0) return undefined;
    this.#length -= 1;
    return this.#numbers[this.#length];
  }

  get length(): number {
    return this.#length;
  }

  get numbers(): Int32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
