/** A promise and the means to keep it. */
export class Pending<Value> {
  resolve!: (value: Value) => void;
  readonly promise = new Promise<Value>((resolve) => {
    this.resolve = resolve;
  });
}
