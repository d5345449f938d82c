import type { LitElement, ReactiveController } from "lit";
import type { Size } from "../drawing/point.js";
import { Pending } from "./pending.js";
import { PictureFailed, type Failure, type Picture } from "./picture.js";
import { loadPicture } from "./picture-loading.js";

/** Keeps the picture of an element's present address: loads, gives up, tries again, and gives memory back. */
export class PictureSource implements ReactiveController {
  readonly #host: LitElement;
  readonly #accept: (picture: Picture) => void;
  readonly #refuse: (failure: Failure) => void;
  #address: string | undefined;
  #loading: AbortController | undefined;
  #ready = new Pending<Size>();

  picture: Picture | undefined;
  failure: Failure | undefined;
  /** The share of the file that has arrived; undefined where that is not known. */
  arrived: number | undefined;

  constructor(host: LitElement, accept: (picture: Picture) => void, refuse: (failure: Failure) => void) {
    this.#host = host;
    this.#accept = accept;
    this.#refuse = refuse;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#address !== undefined && this.picture === undefined) void this.#load(this.#address);
  }

  hostDisconnected(): void {
    this.#drop();
  }

  /** Resolves with the size of the present picture, however many attempts that takes; never rejects. */
  get ready(): Promise<Size> {
    return this.#ready.promise;
  }

  get isLoading(): boolean {
    return this.picture === undefined && this.failure === undefined;
  }

  /** Goes over to another address, or tries the same again. */
  open(address: string): void {
    this.#address = address;
    void this.#load(address);
  }

  readonly retry = (): void => {
    if (this.#address !== undefined) void this.#load(this.#address);
  };

  #drop(): void {
    this.#loading?.abort();
    this.picture?.close();
    if (this.picture !== undefined) this.#ready = new Pending();
    this.picture = undefined;
  }

  async #load(address: string): Promise<void> {
    this.#drop();
    const loading = new AbortController();
    this.#loading = loading;
    this.#tell(undefined, undefined);
    try {
      const picture = await loadPicture(address, loading.signal, (share) => {
        this.#tell(undefined, share);
      });
      if (loading.signal.aborted) picture.close();
      else this.#keep(picture);
    } catch (error) {
      if (loading.signal.aborted) return;
      const failure: Failure = error instanceof PictureFailed ? error.failure : { kind: "undecodable" };
      this.#tell(failure, undefined);
      this.#refuse(failure);
    }
  }

  #keep(picture: Picture): void {
    this.picture = picture;
    this.#accept(picture);
    this.#ready.resolve(picture.size);
    this.#host.requestUpdate();
  }

  #tell(failure: Failure | undefined, arrived: number | undefined): void {
    this.failure = failure;
    this.arrived = arrived;
    this.#host.requestUpdate();
  }
}
