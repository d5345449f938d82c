/** Rows of an image encoded band by band: an edit costs only the bands it touched. */
export class BandCache<Encoded> {
  readonly #height: number;
  readonly #rows: number;
  readonly #encode: (top: number, bottom: number) => Encoded;
  readonly #bands: (Encoded | undefined)[];

  /** `encode` is given the first row of a band and the row after its last. */
  constructor(height: number, rows: number, encode: (top: number, bottom: number) => Encoded) {
    this.#height = height;
    this.#rows = rows;
    this.#encode = encode;
    this.#bands = new Array<Encoded | undefined>(Math.ceil(height / rows)).fill(undefined);
  }

  /** Says that rows have changed. */
  forget(top: number, rows: number): void {
    const last = Math.min(this.#bands.length - 1, Math.floor((top + rows - 1) / this.#rows));
    for (let band = Math.max(0, Math.floor(top / this.#rows)); band <= last; band += 1) this.#bands[band] = undefined;
  }

  forgetAll(): void {
    this.#bands.fill(undefined);
  }

  /** Encodes one band that has to be, if any: something to do while nobody waits. Says whether there was one. */
  encodeOne(): boolean {
    const band = this.#bands.indexOf(undefined);
    if (band < 0) return false;
    this.#bands[band] = this.#encodeBand(band);
    return true;
  }

  /** All bands, from the top. */
  get all(): readonly Encoded[] {
    return this.#bands.map((encoded, band) => (this.#bands[band] = encoded ?? this.#encodeBand(band)));
  }

  #encodeBand(band: number): Encoded {
    return this.#encode(band * this.#rows, Math.min(this.#height, (band + 1) * this.#rows));
  }
}
